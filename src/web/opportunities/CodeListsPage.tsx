import { NativeSelect, Table, Text, TextInput, Title } from '@mantine/core'
import { useDebouncedCallback, useMediaQuery } from '@mantine/hooks'
import { IconListNumbers, IconSearch, IconSearchOff } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import type * as z from 'zod'
import type { codeListsAnswer, codesAnswer } from '#domains/vocabulary/schema.ts'
import { get } from '#web/ui/api.ts'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Loaded } from '#web/ui/Loaded.tsx'
import { PageHeader } from '#web/ui/PageHeader.tsx'
import { RowsSkeleton } from '#web/ui/PageSkeleton.tsx'
import { useLanguage } from '#web/ui/text.ts'
import { CodeListImport, OperatorHint } from './CodeListImport.tsx'
import { en } from './en.ts'
import classes from './Import.module.css'
import { isKnown } from './known-word.ts'
import { useLanguageName } from './language-names.ts'
import { useListName } from './list-name.ts'
import { codeListsRoute } from './pages.ts'
import { useText } from './text.ts'

type CodeLists = z.output<typeof codeListsAnswer>
type CodeList = CodeLists['items'][number]

/** Which vocabularies are loaded, in which languages, and what stands in them. */
export function CodeListsPage() {
  const t = useText()
  const query = useQuery({
    queryKey: ['code-lists'],
    queryFn: ({ signal }) => get<CodeLists>('/api/code-lists', { signal }),
  })
  return (
    <>
      <PageHeader title={t('codeLists.title')} lead={t('codeLists.lead')} />
      <Loaded query={query} skeleton={<RowsSkeleton rows={8} />}>
        {({ items, abilities }) => (
          <>
            {abilities.includes('import') && <CodeListImport />}
            <Lists items={items} mayImport={abilities.includes('import')} />
          </>
        )}
      </Loaded>
    </>
  )
}

type ListsProps = { items: CodeList[]; mayImport: boolean }

function Lists({ items: all, mayImport }: ListsProps) {
  const t = useText()
  const navigate = useNavigate()
  const nameOf = useListName()
  const search = codeListsRoute.useSearch()
  const isNarrow = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false })
  // Those with a name of ours first; the EU's lists come by the hundred.
  const isNamed = ({ list }: CodeList) => isKnown(en.codeLists.lists, list)
  const items = [...all.filter(isNamed), ...all.filter((one) => !isNamed(one))]
  const chosen =
    items.find((one) => one.list === search.list) ?? items.find((one) => one.list === 'cpv') ?? items[0]
  if (!chosen) {
    return (
      <div className={classes.empty}>
        <EmptyState icon={IconListNumbers} title={t('codeLists.empty')}>
          {t(mayImport ? 'codeLists.emptyHintKeeper' : 'codeLists.emptyHint')}
        </EmptyState>
      </div>
    )
  }
  return (
    <div className={classes.lists}>
      {isNarrow ? (
        <NativeSelect
          label={t('codeLists.list')}
          value={chosen.list}
          data={items.map(({ list }) => ({ value: list, label: nameOf(list) }))}
          onChange={(event) =>
            navigate({
              to: '/settings/code-lists',
              search: { list: event.currentTarget.value },
              replace: true,
            })
          }
        />
      ) : (
        <nav aria-label={t('codeLists.title')}>
          <ul className={classes.list}>
            {items.map((one) => (
              <ListLink key={one.list} one={one} isChosen={one === chosen} />
            ))}
          </ul>
        </nav>
      )}
      <Codes key={chosen.list} list={chosen} q={search.q ?? ''} />
      {!mayImport && <OperatorHint />}
    </div>
  )
}

function ListLink({ one, isChosen }: { one: CodeList; isChosen: boolean }) {
  const t = useText()
  const nameOf = useListName()
  const languageOf = useLanguageName()
  return (
    <li>
      <Link
        to="/settings/code-lists"
        search={{ list: one.list }}
        resetScroll={false}
        className={classes.listLink}
        data-chosen={isChosen || undefined}
        aria-current={isChosen ? 'true' : undefined}
      >
        <span className={classes.listName}>{nameOf(one.list)}</span>
        <span className={classes.under}>
          {t('codeLists.found', { count: one.codes })} · {one.languages.map(languageOf).join(', ')}
        </span>
      </Link>
    </li>
  )
}

/** As many as one reads; whoever looks for another types. */
const most = 50

function Codes({ list, q }: { list: CodeList; q: string }) {
  const t = useText()
  const language = useLanguage()
  const navigate = useNavigate()
  const nameOf = useListName()
  const languageOf = useLanguageName()
  const [typed, setTyped] = useState(q)
  const ask = useDebouncedCallback(
    (words: string) =>
      navigate({
        to: '/settings/code-lists',
        search: { list: list.list, q: words.trim() || undefined },
        replace: true,
        resetScroll: false,
      }),
    250,
  )
  // The address may change under the field: the way back, or a link.
  useEffect(() => setTyped((now) => (now.trim() === q ? now : q)), [q])
  const query = useQuery({
    queryKey: ['code-lists', list.list, 'page', q, language],
    queryFn: ({ signal }) =>
      get<z.output<typeof codesAnswer>>(`/api/code-lists/${list.list}/codes`, {
        search: { q: q || undefined, language, limit: most },
        signal,
      }),
    placeholderData: keepPreviousData,
  })
  return (
    <section aria-labelledby="codes" className={classes.found}>
      <Title order={2} id="codes" mb={4}>
        {nameOf(list.list)}
      </Title>
      <Text c="dimmed" size="sm" mb="md">
        {t('codeLists.found', { count: list.codes })} · {t('codeLists.languages')}:{' '}
        {list.languages.map(languageOf).join(', ')}
      </Text>
      <TextInput
        type="search"
        label={t('codeLists.search', { list: nameOf(list.list) })}
        description={t('codeLists.searchHint')}
        leftSection={<IconSearch size={18} aria-hidden />}
        maxLength={100}
        mb="md"
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value)
          ask(event.currentTarget.value)
        }}
      />
      <Loaded query={query} skeleton={<RowsSkeleton rows={8} />}>
        {({ items }) => <Found items={items} isWhole={items.length < most} q={q} />}
      </Loaded>
    </section>
  )
}

type FoundProps = { items: z.output<typeof codesAnswer>['items']; isWhole: boolean; q: string }

function Found({ items, isWhole, q }: FoundProps) {
  const t = useText()
  if (items.length === 0) {
    return (
      <EmptyState icon={IconSearchOff} title={t('codeLists.nothing')}>
        {t('codeLists.nothingHint')}
      </EmptyState>
    )
  }
  return (
    <>
      <div className={classes.frame}>
        <Table horizontalSpacing="md" aria-labelledby="codes" className={classes.table}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col" w="11rem">
                {t('codeLists.code')}
              </Table.Th>
              <Table.Th scope="col">{t('codeLists.label')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {items.map(({ code, label }) => (
              <Table.Tr key={code}>
                <Table.Td className={classes.code}>{code}</Table.Td>
                <Table.Td>
                  {label ?? <span className={classes.quiet}>{t('codeLists.noLabel')}</span>}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
      <Text c="dimmed" size="sm" mt="sm" role="status">
        {isWhole || q !== ''
          ? t('codeLists.found', { count: items.length })
          : t('codeLists.first', { count: items.length })}
      </Text>
    </>
  )
}
