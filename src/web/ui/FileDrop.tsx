import { Button, Progress, Text, VisuallyHidden } from '@mantine/core'
import { IconAlertCircle, IconCheck, IconUpload } from '@tabler/icons-react'
import { type DragEvent, useId, useRef, useState } from 'react'
import classes from './FileDrop.module.css'
import { useFormat } from './format.ts'
import { useProblemMessage } from './problem-words.ts'
import { useText } from './words.ts'

type FileDropProps<Result> = {
  label: string
  /** Endings with their dot: ['.csv', '.xlsx']. */
  kinds: string[]
  mostBytes: number
  /** What else to know before choosing: sides in pixels, say. */
  hint?: string
  hasMany?: boolean
  /** Sends one file; a refusal's message is shown beside its name. */
  send: (file: File, idempotencyKey: string) => Promise<Result>
  onSent?: (result: Result, file: File) => void
  /** What came of a file that was taken, in words. */
  sayDone?: (result: Result) => string
}

type Line = {
  key: string
  name: string
  size: number
  state: 'waiting' | 'sending' | 'done' | 'refused'
  /** Why it was not even sent. */
  reason?: string
  /** What the server answered. */
  error?: unknown
  /** What came of it. */
  outcome?: string
}

/** Takes files by dragging or by the file dialogue and says of each what became of it. */
export function FileDrop<Result>({
  label,
  kinds,
  mostBytes,
  hint: more,
  hasMany = true,
  send,
  onSent,
  sayDone,
}: FileDropProps<Result>) {
  const t = useText()
  const format = useFormat()
  const picker = useRef<HTMLInputElement>(null)
  const hint = useId()
  const [isOver, setIsOver] = useState(false)
  const [lines, setLines] = useState<Line[]>([])

  return (
    <div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dragging is an extra; the button inside does the same */}
      <div
        className={classes.area}
        data-over={isOver || undefined}
        onDragOver={over}
        onDragLeave={() => setIsOver(false)}
        onDrop={drop}
      >
        <IconUpload size={24} stroke={1.6} aria-hidden />
        <div className={classes.words}>
          <Text fw={560}>{label}</Text>
          <Text size="sm" c="dimmed" id={hint}>
            {kinds.join(', ')} ·{' '}
            {t(hasMany ? 'files.limit' : 'files.limitOne', { limit: format.bytes(mostBytes) })}
            {more && ` · ${more}`}
          </Text>
        </div>
        <div className={classes.choose}>
          <span className={classes.drag}>{t(hasMany ? 'files.drop' : 'files.dropOne')}</span>
          <Button variant="default" aria-describedby={hint} onClick={() => picker.current?.click()}>
            {t(hasMany ? 'files.choose' : 'files.chooseOne')}
          </Button>
        </div>
        <VisuallyHidden>
          <input
            ref={picker}
            type="file"
            tabIndex={-1}
            aria-label={label}
            multiple={hasMany}
            accept={kinds.join(',')}
            onChange={(event) => {
              void take([...(event.currentTarget.files ?? [])])
              event.currentTarget.value = ''
            }}
          />
        </VisuallyHidden>
      </div>
      <ul className={classes.list} aria-label={t('files.list')} aria-live="polite">
        {lines.map((line) => (
          <li key={line.key} className={classes.line} data-state={line.state}>
            <FileLine line={line} />
          </li>
        ))}
      </ul>
    </div>
  )

  function over(event: DragEvent) {
    event.preventDefault()
    setIsOver(true)
  }

  function drop(event: DragEvent) {
    event.preventDefault()
    setIsOver(false)
    void take([...event.dataTransfer.files])
  }

  /** One after another: a server busy with the first need not hold the rest in memory. */
  async function take(files: File[]) {
    const chosen = (hasMany ? files : files.slice(0, 1)).map((file) => ({ file, key: crypto.randomUUID() }))
    const fresh = chosen.map(
      ({ file, key }): Line => ({ key, name: file.name, size: file.size, state: 'waiting' }),
    )
    setLines((before) => (hasMany ? [...before, ...fresh] : fresh))
    for (const { file, key } of chosen) await sendOne(file, key)
  }

  async function sendOne(file: File, key: string) {
    const refusal = refusedHere(file)
    if (refusal) return mark(key, { state: 'refused', reason: refusal })
    mark(key, { state: 'sending' })
    try {
      const result = await send(file, key)
      mark(key, { state: 'done', outcome: sayDone?.(result) })
      onSent?.(result, file)
    } catch (error) {
      mark(key, { state: 'refused', error })
    }
  }

  function mark(key: string, change: Partial<Line>) {
    setLines((before) => before.map((line) => (line.key === key ? { ...line, ...change } : line)))
  }

  function refusedHere(file: File): string | undefined {
    const name = file.name.toLowerCase()
    if (!kinds.some((kind) => name.endsWith(kind))) return t('files.wrongKind', { kinds: kinds.join(', ') })
    if (file.size > mostBytes) return t('files.tooBig', { limit: format.bytes(mostBytes) })
    return undefined
  }
}

function FileLine({ line }: { line: Line }) {
  const t = useText()
  const format = useFormat()
  const message = useProblemMessage(line.error)
  return (
    <>
      {line.state === 'done' && <IconCheck size={18} aria-hidden className={classes.good} />}
      {line.state === 'refused' && <IconAlertCircle size={18} aria-hidden className={classes.bad} />}
      <div className={classes.words}>
        <span className={classes.name}>{line.name}</span>{' '}
        <Text span size="sm" c="dimmed">
          {format.bytes(line.size)} · {says(line)}
        </Text>
        {line.state === 'sending' && (
          <Progress
            value={100}
            animated
            size="xs"
            mt={6}
            aria-label={t('files.sending', { name: line.name })}
          />
        )}
      </div>
    </>
  )

  function says({ state, name, reason, outcome }: Line) {
    if (state === 'waiting') return t('files.waiting')
    if (state === 'sending') return t('files.sending', { name })
    if (state === 'done') return outcome ?? t('files.done')
    return t('files.refused', { reason: reason ?? message })
  }
}
