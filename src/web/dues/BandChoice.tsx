import { Button, Radio, Stack, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { put } from '#web/ui/api.ts'
import { useFormat } from '#web/ui/format.ts'
import { notifyDone } from '#web/ui/notify.ts'
import { useProblemMessage } from '#web/ui/problem-words.ts'
import { useBandNames } from './band-names.ts'
import type { OwnMembership } from './own-membership-query.ts'
import { useText } from './text.ts'

type BandChoiceProps = { own: OwnMembership; fee: NonNullable<OwnMembership['fee']> }

/** The band a company says it belongs to; its figures only propose. */
export function BandChoice({ own, fee }: BandChoiceProps) {
  const t = useText()
  const format = useFormat()
  const client = useQueryClient()
  const names = useBandNames()(fee)
  const mayDeclare = own.abilities.includes('declare')
  const [chosen, setChosen] = useState(String(own.declared?.from ?? own.proposedBand ?? ''))
  const declaring = useMutation({
    mutationFn: (from: number) => put(`/api/own-membership/bands/${own.year}`, { from }),
    onSuccess: async () => {
      notifyDone(t('own.declaredDone'))
      await client.invalidateQueries({ queryKey: ['/api/own-membership'] })
    },
  })
  const failure = useProblemMessage(declaring.error)
  return (
    <Stack gap="sm" mt="sm">
      <Radio.Group
        label={t('own.band')}
        description={t('own.bandLead')}
        value={chosen}
        onChange={setChosen}
        error={declaring.error ? failure : undefined}
      >
        <Stack gap="xs" mt="sm">
          {fee.bands.map((band, at) => (
            <Radio
              key={band.from}
              value={String(band.from)}
              disabled={!mayDeclare}
              label={`${names[at]} · ${format.money({ cents: band.cents, currency: fee.currency })}`}
              description={band.from === own.proposedBand ? t('own.proposed') : undefined}
            />
          ))}
        </Stack>
      </Radio.Group>
      <Text size="sm" c={own.declared ? 'dimmed' : undefined}>
        {own.declared ? t('own.declared', { when: format.date(own.declared.at) }) : t('own.notDeclared')}
      </Text>
      {mayDeclare && (
        <div>
          <Button
            disabled={chosen === '' || chosen === String(own.declared?.from)}
            loading={declaring.isPending}
            onClick={() => declaring.mutate(Number(chosen))}
          >
            {t('own.declare')}
          </Button>
        </div>
      )}
    </Stack>
  )
}
