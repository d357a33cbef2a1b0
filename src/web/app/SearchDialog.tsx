import { Combobox, Loader, Modal, Text, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { get } from '#web/ui/api.ts'
import { safeReturnPath } from '#web/ui/return-path.ts'
import type { Session } from '#web/ui/session.ts'
import { useTrackedCombobox } from '#web/ui/tracked-combobox.ts'
import { useFoundPages } from './page-search.ts'
import classes from './SearchDialog.module.css'
import { useText } from './text.ts'

export type SearchGroup = {
  kind: string
  items: { id: string; title: string; subtitle?: string; href: string }[]
}

/** Finds companies, people, products, notices and pages from anywhere: "/" or Ctrl-K. */
export function SearchDialog({ session, onClose }: { session: Session; onClose: () => void }) {
  const t = useText()
  const router = useRouter()
  const [typed, setTyped] = useState('')
  const [words] = useDebouncedValue(typed.trim(), 180)
  const { store: combobox, field } = useTrackedCombobox({ opened: true })
  const isReady = words.length >= 2
  const query = useQuery({
    queryKey: ['search', words],
    queryFn: ({ signal }) => get<{ groups: SearchGroup[] }>('/api/search', { search: { q: words }, signal }),
    enabled: isReady,
    placeholderData: keepPreviousData,
  })
  const pages = useFoundPages(session, typed)
  const groups = [...(isReady ? (query.data?.groups ?? []) : []), ...pages].filter(
    ({ items }) => items.length > 0,
  )

  // Enter opens the best answer without a press on the arrow first.
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever the answers change
  useEffect(() => void (typed && combobox.selectFirstOption()), [query.data, typed])

  return (
    <Modal.Root opened onClose={onClose} size="lg" centered={false} transitionProps={{ duration: 80 }}>
      <Modal.Overlay />
      <Modal.Content aria-label={t('search.label')}>
        <Combobox store={combobox} onOptionSubmit={open}>
          <Combobox.EventsTarget withAriaAttributes={false}>
            <TextInput
              data-autofocus
              {...field}
              variant="unstyled"
              size="lg"
              className={classes.field}
              aria-label={t('search.label')}
              placeholder={t('search.hint')}
              leftSection={<IconSearch size={20} aria-hidden />}
              rightSection={query.isFetching && <Loader size={18} />}
              value={typed}
              onChange={(event) => setTyped(event.currentTarget.value)}
            />
          </Combobox.EventsTarget>
          <div className={classes.found}>
            <Combobox.Options aria-label={t('search.label')}>
              {groups.map((group) => (
                <Combobox.Group key={group.kind} label={t(`search.${kindOf(group.kind)}`)}>
                  {group.items.map((item) => (
                    <Combobox.Option
                      key={`${group.kind} ${item.id}`}
                      value={item.href}
                      className={classes.option}
                    >
                      <span>{item.title}</span>
                      {item.subtitle && <span className={classes.subtitle}>{item.subtitle}</span>}
                    </Combobox.Option>
                  ))}
                </Combobox.Group>
              ))}
            </Combobox.Options>
            <Text size="sm" c="dimmed" className={classes.hint} role="status">
              {hint()}
            </Text>
          </div>
        </Combobox>
        <div className={classes.keys}>{t('search.keys')}</div>
      </Modal.Content>
    </Modal.Root>
  )

  function hint() {
    if (query.isError) return t('search.failed')
    if (!isReady) return t('search.start')
    if (groups.length === 0 && !query.isFetching) return t('search.nothing', { words })
    return ''
  }

  function open(href: string) {
    onClose()
    router.history.push(safeReturnPath(href))
  }
}

const kinds = ['companies', 'people', 'products', 'notices', 'pages'] as const

function kindOf(kind: string): (typeof kinds)[number] | 'other' {
  return kinds.find((known) => known === kind) ?? 'other'
}
