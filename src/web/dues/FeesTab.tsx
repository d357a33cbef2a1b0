import { Button, Group, Modal, Paper, Text, Title } from '@mantine/core'
import { IconPlus, IconReceiptEuro } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type * as z from 'zod'
import type { feeList } from '#domains/dues/schema.ts'
import { get, remove } from '#web/ui/api.ts'
import { useConfirm } from '#web/ui/confirm.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { useFormat } from '#web/ui/format.ts'
import { Loaded } from '#web/ui/Loaded.tsx'
import { notifyDone } from '#web/ui/notify.ts'
import { RowsSkeleton } from '#web/ui/PageSkeleton.tsx'
import { Tag } from '#web/ui/Tag.tsx'
import { type Tier, tiersQuery } from '#web/ui/tiers.ts'
import { useText as useUiText } from '#web/ui/words.ts'
import { useBandNames } from './band-names.ts'
import classes from './Dues.module.css'
import { type Fee, FeeForm } from './FeeForm.tsx'
import { TierForm } from './TierForm.tsx'
import { useText } from './text.ts'

type Open = { tier: Tier | undefined } | { fee: Fee | undefined; of: Tier } | undefined

/** The classes of members, each with its prices by day. */
export function FeesTab() {
  const t = useText()
  const ui = useUiText()
  const format = useFormat()
  const [open, setOpen] = useState<Open>()
  const tiers = useQuery(tiersQuery)
  const fees = useQuery({
    queryKey: ['/api/fees'],
    queryFn: ({ signal }) => get<z.output<typeof feeList>>('/api/fees', { signal }),
  })
  const add = (
    <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setOpen({ tier: undefined })}>
      {t('settings.addTier')}
    </Button>
  )
  return (
    <Loaded query={tiers} skeleton={<RowsSkeleton rows={4} />}>
      {({ items }) => (
        <div className={classes.sections}>
          {items.length === 0 ? (
            <EmptyState icon={IconReceiptEuro} title={t('settings.empty')} action={add}>
              {t('settings.emptyHint')}
            </EmptyState>
          ) : (
            <div>{add}</div>
          )}
          {items.map((tier) => (
            <Paper key={tier.id} component="section" p="lg" aria-labelledby={`tier-${tier.id}`}>
              <div className={classes.head}>
                <Group gap="xs">
                  <Title order={2} size="h3" id={`tier-${tier.id}`}>
                    {tier.name[format.language]}
                  </Title>
                  {!tier.hasVote && <Tag>{t('settings.noVote')}</Tag>}
                  {!tier.isOffered && <Tag tone="warn">{t('settings.notOffered')}</Tag>}
                </Group>
                <Group gap="xs">
                  <Button
                    variant="default"
                    aria-label={`${t('settings.editTier')}: ${tier.name[format.language]}`}
                    onClick={() => setOpen({ tier })}
                  >
                    {t('settings.editTier')}
                  </Button>
                  <Button
                    variant="default"
                    aria-label={`${t('settings.addFee')}: ${tier.name[format.language]}`}
                    onClick={() => setOpen({ fee: undefined, of: tier })}
                  >
                    {t('settings.addFee')}
                  </Button>
                </Group>
              </div>
              <Loaded query={fees} skeleton={<RowsSkeleton rows={2} />}>
                {(all) => (
                  <Fees
                    fees={all.items.filter((fee) => fee.tierId === tier.id)}
                    onEdit={(fee) => setOpen({ fee, of: tier })}
                  />
                )}
              </Loaded>
            </Paper>
          ))}
          <Modal
            opened={open !== undefined}
            onClose={() => setOpen(undefined)}
            size="lg"
            title={
              open && 'of' in open
                ? t('settings.fees', { name: open.of.name[format.language] })
                : t('settings.editTier')
            }
            closeButtonProps={{ 'aria-label': ui('close') }}
          >
            {open && 'of' in open && (
              <FeeForm tierId={open.of.id} fee={open.fee} onClose={() => setOpen(undefined)} />
            )}
            {open && !('of' in open) && <TierForm tier={open.tier} onClose={() => setOpen(undefined)} />}
          </Modal>
        </div>
      )}
    </Loaded>
  )
}

function Fees({ fees, onEdit }: { fees: Fee[]; onEdit: (fee: Fee) => void }) {
  const t = useText()
  const format = useFormat()
  const client = useQueryClient()
  const confirm = useConfirm()
  const bandNames = useBandNames()
  if (fees.length === 0) {
    return (
      <Text c="dimmed" mt="sm">
        {t('settings.noFees')}
      </Text>
    )
  }
  return fees.map((fee) => {
    const names = bandNames(fee)
    return (
      <div key={fee.id}>
        <div className={classes.head}>
          <Text mt="md" fw={560}>
            {t('settings.from', { when: format.date(fee.validFrom) })} · {t(`settings.bases.${fee.basis}`)}
            {fee.basis !== 'free' && (
              <Text span c="dimmed" fw={400}>
                {' '}
                {fee.vatRate === null
                  ? t('settings.withoutVat')
                  : t('settings.withVat', { rate: `${format.number(fee.vatRate / 100)}%` })}
              </Text>
            )}
          </Text>
          {fee.isUsed ? (
            <Text size="sm" c="dimmed">
              {t('settings.inUse')}
            </Text>
          ) : (
            <Group gap="xs">
              <Button variant="subtle" size="xs" onClick={() => onEdit(fee)}>
                {t('settings.editFee')}
              </Button>
              <Button variant="subtle" size="xs" color="red" onClick={() => removeFee(fee)}>
                {t('settings.removeFee')}
              </Button>
            </Group>
          )}
        </div>
        <ul className={classes.bands}>
          {fee.bands.map((band, at) => (
            <li key={band.from}>
              <span>{names[at]}</span>
              <strong>{format.money({ cents: band.cents, currency: fee.currency })}</strong>
            </li>
          ))}
        </ul>
      </div>
    )
  })

  async function removeFee(fee: Fee) {
    const question = {
      title: t('settings.removeFeeQuestion'),
      text: t('settings.removeFeeText'),
      action: t('settings.removeFee'),
    }
    if (!(await confirm({ ...question, isDangerous: true }))) return
    await remove(`/api/fees/${fee.id}`)
    notifyDone(t('settings.feeRemoved'))
    await client.invalidateQueries({ queryKey: ['/api/fees'] })
  }
}
