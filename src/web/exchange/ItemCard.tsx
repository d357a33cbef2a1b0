import { Button, NativeSelect, VisuallyHidden } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { FieldChoice } from '#domains/exchange/schema.ts'
import { put } from '#web/ui/api.ts'
import { useProblemMessage } from '#web/ui/problem-words.ts'
import { Tag } from '#web/ui/Tag.tsx'
import type { Tone } from '#web/ui/theme.ts'
import classes from './Exchange.module.css'
import { en } from './en.ts'
import { listQuery } from './list-query.ts'
import type { Change, Item, List } from './shapes.ts'
import { useText } from './text.ts'
import { isKnown, useFactWords, useFieldNames } from './words.ts'

const tones: Record<Item['outcome'], Tone> = {
  new: 'good',
  change: 'accent',
  same: 'plain',
  doubtful: 'warn',
  problem: 'bad',
  'left-out': 'plain',
}

type Decision = { verdict: Item['verdict']; targetId: string | null; choices: Record<string, FieldChoice> }

/** One row: who it is, what it would change, what is wrong with it, and the decisions it waits for. */
export function ItemCard({ list, item }: { list: List; item: Item }) {
  const t = useText()
  const client = useQueryClient()
  const decide = useMutation({
    mutationFn: (decision: Decision) =>
      put(`/api/member-imports/${list.id}/rows/${item.number}/${item.part}`, decision),
    // The row's neighbours may follow it: the contact of a company, say.
    onSuccess: () => client.invalidateQueries({ queryKey: listQuery(list.id).queryKey }),
  })
  const message = useProblemMessage(decide.error)
  const choices = Object.fromEntries(item.changes.map(({ field, choice }) => [field, choice]))

  return (
    <li className={classes.item}>
      <div className={classes.itemTop}>
        <Tag tone={tones[item.outcome]}>{t(`outcome.${item.outcome}`)}</Tag>
        <strong className={classes.name}>{item.label || t('preview.empty')}</strong>
        {item.ownerLabel && (
          <span className={classes.quiet}>{t('preview.of', { company: item.ownerLabel })}</span>
        )}
        <span className={classes.quiet}>
          {t(`part.${item.part}`)} · {t('preview.row', { number: item.number })}
        </span>
      </div>
      {item.problems.length > 0 && <Problems item={item} />}
      {(item.outcome === 'new' || item.outcome === 'doubtful') && <Facts item={item} />}
      {item.changes.length > 0 && (
        <Changes
          item={item}
          choose={(field, choice) =>
            decide.mutate({
              verdict: item.verdict,
              targetId: item.targetId,
              choices: { ...choices, [field]: choice },
            })
          }
        />
      )}
      {item.outcome !== 'problem' && <Verdict item={item} decide={(decision) => decide.mutate(decision)} />}
      {decide.error && <p role="alert">{message}</p>}
    </li>
  )
}

function Problems({ item }: { item: Item }) {
  const t = useText()
  const { factName } = useFieldNames()
  return (
    <ul className={classes.problems}>
      {item.problems.map(({ code, cell = '', field, severity }) => {
        const [, fact] = (field ?? '').split('.')
        const part = (field?.split('.')[0] ?? item.part) as Item['part']
        return (
          <li key={`${code} ${field}`} data-severity={severity}>
            {fact && <strong>{factName(part, fact)}: </strong>}
            {isKnown(en.row, code) ? t(`row.${code}`, { cell }) : code}
          </li>
        )
      })}
    </ul>
  )
}

/** What a new record would hold. */
function Facts({ item }: { item: Item }) {
  const say = useFactWords()
  const { factName } = useFieldNames()
  const facts = Object.entries(item.facts).filter(([fact]) => !namingFacts.has(fact))
  if (facts.length === 0) return null
  return (
    <dl className={classes.facts}>
      {facts.map(([fact, value]) => (
        <div key={fact}>
          <dt>{factName(item.part, fact)}</dt>
          <dd>{say(fact, value)}</dd>
        </div>
      ))}
    </dl>
  )
}

// The card's title says them.
const namingFacts = new Set(['legalName', 'name', 'id'])

/** Field by field: now, in the list, and what it will be; each changed by hand. */
function Changes({ item, choose }: { item: Item; choose: (field: string, choice: FieldChoice) => void }) {
  const t = useText()
  return (
    <table className={classes.changes}>
      <thead>
        <tr>
          <td />
          <th scope="col">{t('preview.before')}</th>
          <th scope="col">{t('preview.theirs')}</th>
          <th scope="col">{t('preview.after')}</th>
        </tr>
      </thead>
      <tbody>
        {item.changes.map((change) => (
          <ChangeRow key={change.field} item={item} change={change} choose={choose} />
        ))}
      </tbody>
    </table>
  )
}

function ChangeRow({
  item,
  change: { field, before, theirs, after, choice, mayBoth },
  choose,
}: {
  item: Item
  change: Change
  choose: (field: string, choice: FieldChoice) => void
}) {
  const t = useText()
  const say = useFactWords()
  const { factName } = useFieldNames()
  const name = factName(item.part, field)
  return (
    <tr>
      <th scope="row">{name}</th>
      <td data-label={t('preview.before')} data-empty={before === null || undefined}>
        {say(field, before)}
      </td>
      <td data-label={t('preview.theirs')}>{say(field, theirs)}</td>
      <td data-label={t('preview.after')}>
        {choice === 'both' && <VisuallyHidden>{say(field, after)}</VisuallyHidden>}
        <NativeSelect
          size="sm"
          aria-label={t('preview.choose', { field: name, label: item.label })}
          value={choice}
          data={[
            { value: 'take', label: t('preview.takeTheirs') },
            { value: 'keep', label: t('preview.keep') },
            ...(mayBoth ? [{ value: 'both', label: t('preview.both') }] : []),
          ]}
          onChange={({ currentTarget }) => choose(field, currentTarget.value as FieldChoice)}
        />
      </td>
    </tr>
  )
}

function Verdict({ item, decide }: { item: Item; decide: (decision: Decision) => void }) {
  const t = useText()
  const say = (verdict: Item['verdict'], targetId: string | null = null) =>
    decide({ verdict, targetId, choices: {} })
  if (item.verdict !== null && item.outcome !== 'doubtful') {
    return (
      <div className={classes.buttons}>
        <span className={classes.quiet}>{t(`preview.decided.${item.verdict}`)}</span>
        <Button size="sm" variant="subtle" onClick={() => say(null)}>
          {t('preview.reopen')}
        </Button>
      </div>
    )
  }
  if (item.outcome !== 'doubtful') {
    return (
      <div className={classes.buttons}>
        <Button size="sm" variant="subtle" onClick={() => say('leave-out')}>
          {t('preview.leaveOut')}
        </Button>
      </div>
    )
  }
  // Somebody whose company is open: the candidates are companies.
  const isOwnerOpen = item.part !== 'company' && item.problems.some(({ code }) => code === 'company-doubtful')
  return (
    <div>
      <ul className={classes.candidates}>
        {item.candidates.map(({ id, label, signs, against, row }) => (
          <li key={id}>
            <Button size="sm" variant="default" onClick={() => say('same-as', id)}>
              {t(isOwnerOpen ? 'preview.belongsTo' : 'preview.sameAs', { label })}
            </Button>
            <span className={classes.quiet}>
              {[...signs, ...against]
                .flatMap((sign) => (isKnown(en.sign, sign) ? [t(`sign.${sign}`)] : []))
                .join(', ')}
              {row !== null && ` · ${t('preview.inRow', { row })}`}
            </span>
          </li>
        ))}
      </ul>
      <div className={classes.buttons}>
        {!isOwnerOpen && item.candidates.length > 0 && (
          <Button size="sm" variant="default" onClick={() => say('new')}>
            {t('preview.isNew')}
          </Button>
        )}
        <Button size="sm" variant="subtle" onClick={() => say('leave-out')}>
          {t('preview.leaveOut')}
        </Button>
      </div>
    </div>
  )
}
