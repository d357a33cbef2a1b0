import {
  ActionIcon,
  Button,
  Checkbox,
  Drawer,
  Popover,
  Radio,
  ScrollArea,
  Stack,
  Text,
  TextInput,
  Title,
} from '@mantine/core'
import { useDisclosure, useMediaQuery } from '@mantine/hooks'
import { IconAdjustmentsHorizontal, IconChevronDown, IconX } from '@tabler/icons-react'
import { useId, useState } from 'react'
import classes from './Facets.module.css'
import { useFormat } from './format.ts'
import { useText } from './words.ts'

export type FacetOption = { value: string; label: string; count?: number }

export type Facet = {
  /** Its name in the address and in the question to the server. */
  id: string
  label: string
  options: FacetOption[]
  /** The facet of the server's answer that counts it, where that has another name. */
  countedBy?: string
  /** Only one at a time; says what it means when none of the options is chosen. */
  none?: string
}

type FacetsProps = {
  facets: Facet[]
  chosen: (facet: string) => string[]
  onChoose: (facet: string, values: string[]) => void
}

/** The filters of a list: small menus in a row on a desk, one drawer on a phone. */
export function Facets({ facets, chosen, onChoose }: FacetsProps) {
  const isNarrow = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false })
  if (facets.length === 0) return null
  if (isNarrow) return <FacetDrawer facets={facets} chosen={chosen} onChoose={onChoose} />
  return facets.map((facet) => (
    <FacetMenu
      key={facet.id}
      facet={facet}
      chosen={chosen(facet.id)}
      onChoose={(values) => onChoose(facet.id, values)}
    />
  ))
}

/** The filters in force, each removable on its own. */
export function ChosenFacets({ facets, chosen, onChoose, onClear }: FacetsProps & { onClear: () => void }) {
  const t = useText()
  const all = facets.flatMap((facet) =>
    chosen(facet.id).map((value) => ({
      facet,
      value,
      label: facet.options.find((option) => option.value === value)?.label ?? value,
    })),
  )
  if (all.length === 0) return null
  return (
    <ul className={classes.chosen} aria-label={t('list.filters')}>
      {all.map(({ facet, value, label }) => (
        <li key={`${facet.id} ${value}`} className={classes.pill}>
          <span>
            <span className={classes.of}>{facet.label}:</span> {label}
          </span>
          <ActionIcon
            variant="subtle"
            color="gray"
            size={24}
            className={classes.take}
            aria-label={t('list.removeFilter', { label })}
            onClick={() =>
              onChoose(
                facet.id,
                chosen(facet.id).filter((other) => other !== value),
              )
            }
          >
            <IconX size={14} aria-hidden />
          </ActionIcon>
        </li>
      ))}
      <li>
        <Button variant="subtle" size="compact-sm" onClick={onClear}>
          {t('clearAll')}
        </Button>
      </li>
    </ul>
  )
}

function FacetMenu({
  facet,
  chosen,
  onChoose,
}: {
  facet: Facet
  chosen: string[]
  onChoose: (values: string[]) => void
}) {
  return (
    <Popover position="bottom-start" width={300} trapFocus withinPortal>
      <Popover.Target>
        <Button
          variant="default"
          className={classes.trigger}
          data-chosen={chosen.length > 0 || undefined}
          rightSection={<IconChevronDown size={16} aria-hidden />}
        >
          {facet.label}
          {chosen.length > 0 && <span className={classes.count}>{chosen.length}</span>}
        </Button>
      </Popover.Target>
      <Popover.Dropdown p="sm" aria-label={facet.label}>
        <FacetOptions facet={facet} chosen={chosen} onChoose={onChoose} />
      </Popover.Dropdown>
    </Popover>
  )
}

function FacetDrawer({ facets, chosen, onChoose }: FacetsProps) {
  const t = useText()
  const [isOpen, { open, close }] = useDisclosure()
  const count = facets.reduce((sum, facet) => sum + chosen(facet.id).length, 0)
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconAdjustmentsHorizontal size={18} aria-hidden />}
        onClick={open}
      >
        {count > 0 ? t('list.filtersOn', { count }) : t('list.filters')}
      </Button>
      <Drawer
        opened={isOpen}
        onClose={close}
        position="bottom"
        size="85%"
        title={t('list.filters')}
        closeButtonProps={{ 'aria-label': t('close') }}
      >
        <Stack gap="xl" pb={72}>
          {facets.map((facet) => (
            <section key={facet.id} aria-label={facet.label}>
              <Title order={3} mb="xs">
                {facet.label}
              </Title>
              <FacetOptions
                facet={facet}
                chosen={chosen(facet.id)}
                onChoose={(values) => onChoose(facet.id, values)}
              />
            </section>
          ))}
        </Stack>
        <div className={classes.bottom}>
          <Button fullWidth onClick={close}>
            {t('list.showResults')}
          </Button>
        </div>
      </Drawer>
    </>
  )
}

/** Beyond this many options people look for one by its name. */
const fewOptions = 8

function FacetOptions({
  facet,
  chosen,
  onChoose,
}: {
  facet: Facet
  chosen: string[]
  onChoose: (values: string[]) => void
}) {
  const t = useText()
  const format = useFormat()
  const name = useId()
  const [wanted, setWanted] = useState('')
  const options = facet.options.filter((option) =>
    option.label.toLowerCase().includes(wanted.trim().toLowerCase()),
  )
  return (
    <>
      {facet.options.length > fewOptions && (
        <TextInput
          mb="xs"
          aria-label={t('list.findOption')}
          placeholder={t('list.findOption')}
          value={wanted}
          onChange={(event) => setWanted(event.currentTarget.value)}
        />
      )}
      <ScrollArea.Autosize mah={320} type="auto">
        {facet.none === undefined ? (
          <Checkbox.Group value={chosen} onChange={onChoose} aria-label={facet.label}>
            {options.map(line)}
          </Checkbox.Group>
        ) : (
          <Radio.Group
            value={chosen[0] ?? ''}
            onChange={(value) => onChoose(value === '' ? [] : [value])}
            aria-label={facet.label}
          >
            {[{ value: '', label: facet.none }, ...options].map(line)}
          </Radio.Group>
        )}
        {options.length === 0 && (
          <Text c="dimmed" size="sm" py="xs">
            {t('list.noOptions')}
          </Text>
        )}
      </ScrollArea.Autosize>
    </>
  )

  function line(option: FacetOption) {
    const id = `${name}-${option.value}`
    return (
      <label key={option.value} htmlFor={id} className={classes.option}>
        {facet.none === undefined ? (
          <Checkbox id={id} value={option.value} />
        ) : (
          <Radio id={id} value={option.value} />
        )}
        <span className={classes.label}>{option.label}</span>
        {option.count !== undefined && <span className={classes.of}>{format.number(option.count)}</span>}
      </label>
    )
  }
}
