import { Button, Modal, NumberInput, Paper, Table, Text, Title, VisuallyHidden } from '@mantine/core'
import { IconLock, IconPlus } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import * as z from 'zod'
import { figureInput } from '#domains/dues/schema.ts'
import { put, remove } from '#web/ui/api.ts'
import { useConfirm } from '#web/ui/confirm.tsx'
import { EntryForm } from '#web/ui/EntryForm.tsx'
import { useEntry } from '#web/ui/form.ts'
import { useFormat } from '#web/ui/format.ts'
import { TextLink } from '#web/ui/links.tsx'
import { notifyDone } from '#web/ui/notify.ts'
import { useText as useUiText } from '#web/ui/words.ts'
import classes from './Dues.module.css'
import { MoneyInput } from './MoneyInput.tsx'
import type { OwnMembership } from './own-membership-query.ts'
import { useText } from './text.ts'

type Figure = OwnMembership['figures'][number]

/** Turnover and people by year: nobody but the company's own people gets to see them. */
export function Figures({ own }: { own: OwnMembership }) {
  const t = useText()
  const ui = useUiText()
  const format = useFormat()
  const client = useQueryClient()
  const confirm = useConfirm()
  const [open, setOpen] = useState<{ figure: Figure | undefined }>()
  const mayEdit = own.abilities.includes('edit-figures')
  return (
    <Paper component="section" p="lg">
      <div className={classes.head}>
        <Title order={2} size="h3" id="figures">
          {t('own.figures')}
        </Title>
        {mayEdit && (
          <Button
            variant="default"
            leftSection={<IconPlus size={18} aria-hidden />}
            onClick={() => setOpen({ figure: undefined })}
          >
            {t('own.addYear')}
          </Button>
        )}
      </div>
      <Text size="sm" c="dimmed" mb="sm">
        <IconLock size={14} aria-hidden /> {t('own.figuresLead')}
      </Text>
      {own.figures.length === 0 ? (
        <>
          <Text fw={560}>{t('own.noFigures')}</Text>
          <Text c="dimmed">{t('own.noFiguresHint')}</Text>
        </>
      ) : (
        <Table.ScrollContainer
          className={classes.scroll}
          minWidth={380}
          type="native"
          tabIndex={0}
          role="region"
          aria-labelledby="figures"
        >
          <Table className={classes.table} verticalSpacing="xs" aria-labelledby="figures">
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col">{t('own.year')}</Table.Th>
                <Table.Th scope="col" className={classes.number}>
                  {t('own.turnover')}
                </Table.Th>
                <Table.Th scope="col" className={classes.number}>
                  {t('own.headcount')}
                </Table.Th>
                {mayEdit && (
                  <Table.Th scope="col">
                    <VisuallyHidden>{t('own.edit')}</VisuallyHidden>
                  </Table.Th>
                )}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {own.figures.map((figure) => (
                <Table.Tr key={figure.year}>
                  <Table.Td>{figure.year}</Table.Td>
                  <Table.Td className={classes.number}>
                    {figure.turnoverCents === null
                      ? t('own.notKnown')
                      : format.money({ cents: figure.turnoverCents, currency: 'EUR' })}
                  </Table.Td>
                  <Table.Td className={classes.number}>
                    {figure.headcount === null ? t('own.notKnown') : format.number(figure.headcount)}
                  </Table.Td>
                  {mayEdit && (
                    <Table.Td className={classes.number}>
                      <Button variant="subtle" size="xs" onClick={() => setOpen({ figure })}>
                        {t('own.editYear', { year: figure.year })}
                      </Button>
                      <Button variant="subtle" size="xs" color="red" onClick={() => removeYear(figure.year)}>
                        {t('own.removeYear', { year: figure.year })}
                      </Button>
                    </Table.Td>
                  )}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      {own.proposedSize && (
        <Text mt="sm">
          {t('own.size', { size: t(`own.sizes.${own.proposedSize}`) })}{' '}
          {mayEdit && (
            <TextLink
              to="/members/$id/edit"
              params={{ id: own.companyId }}
              search={{ field: 'sizeClass' }}
              underline="always"
            >
              {t('own.toProfile')}
            </TextLink>
          )}
          <span className={classes.under}>{t('own.sizeHint')}</span>
        </Text>
      )}
      <Modal
        opened={open !== undefined}
        onClose={() => setOpen(undefined)}
        title={t('own.figures')}
        closeButtonProps={{ 'aria-label': ui('close') }}
      >
        {open && <FigureForm own={own} figure={open.figure} onClose={() => setOpen(undefined)} />}
      </Modal>
    </Paper>
  )

  async function removeYear(year: number) {
    const question = {
      title: t('own.removeQuestion', { year }),
      text: t('own.removeText'),
      action: t('own.removeYear', { year }),
    }
    if (!(await confirm({ ...question, isDangerous: true }))) return
    await remove(`/api/own-membership/figures/${year}`)
    notifyDone(t('own.figuresRemoved'))
    await client.invalidateQueries({ queryKey: ['/api/own-membership'] })
  }
}

const yearFigures = figureInput.extend({ year: z.number().int().min(1990).max(2200) })
type Values = z.input<typeof yearFigures>

type FigureFormProps = { own: OwnMembership; figure: Figure | undefined; onClose: () => void }

function FigureForm({ own, figure, onClose }: FigureFormProps) {
  const t = useText()
  const client = useQueryClient()
  const refresh = () => client.invalidateQueries({ queryKey: ['/api/own-membership'] })
  const form = useEntry<Values>(yearFigures, {
    year: figure?.year ?? new Date().getFullYear() - 1,
    turnoverCents: figure?.turnoverCents ?? null,
    headcount: figure?.headcount ?? null,
  })
  const { value: turnover, ...turnoverProps } = form.getInputProps('turnoverCents')
  const { value: people, onChange: setPeople, ...peopleProps } = form.getInputProps('headcount')
  return (
    <EntryForm
      form={form}
      guard={false}
      action={t('own.saveFigures')}
      send={({ year, ...values }) => {
        const known = figure ?? own.figures.find((one) => one.year === year)
        return put(`/api/own-membership/figures/${year}`, values, { ifMatch: known?.version ?? 0 })
      }}
      onDone={async () => {
        notifyDone(t('own.figuresSaved'))
        onClose()
        await refresh()
      }}
      onReload={() => void refresh().then(onClose)}
      onCancel={onClose}
    >
      <NumberInput
        label={t('own.year')}
        required
        readOnly={figure !== undefined}
        allowDecimal={false}
        hideControls
        data-autofocus
        {...form.getInputProps('year')}
      />
      <MoneyInput label={t('own.turnover')} {...turnoverProps} value={turnover} />
      <NumberInput
        label={t('own.headcount')}
        min={0}
        allowDecimal={false}
        hideControls
        {...peopleProps}
        value={people ?? ''}
        onChange={(typed) => setPeople(typed === '' ? null : Number(typed))}
      />
    </EntryForm>
  )
}
