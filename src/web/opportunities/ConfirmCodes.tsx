import { Paper, Text, Title } from '@mantine/core'
import { cpvInput } from '#domains/opportunities/schema.ts'
import { put } from '#web/ui/api.ts'
import { CodePicker } from '#web/ui/CodePicker.tsx'
import { useCodeLabels } from '#web/ui/code-labels.ts'
import { EntryForm } from '#web/ui/EntryForm.tsx'
import { useEntry } from '#web/ui/form.ts'
import { useFormat } from '#web/ui/format.ts'
import { notifyDone } from '#web/ui/notify.ts'
import classes from './NoticePage.module.css'
import type { Notice } from './shapes.ts'
import { useText } from './text.ts'

/** A notice without codes: the likeliest ones are laid out, staff settle them. */
export function ConfirmCodes({ notice }: { notice: Notice }) {
  const t = useText()
  const format = useFormat()
  const codes = notice.predictedCpv.map((one) => one.code)
  const { known, labelOf } = useCodeLabels('cpv', codes)
  const form = useEntry(cpvInput, { cpv: codes })
  return (
    <Paper component="section" p="lg" aria-labelledby="codes" className={classes.asks}>
      <Title order={2} size="h3" id="codes" mb={4}>
        {t('codes.predicted')}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {t(codes.length > 0 ? 'codes.predictedHint' : 'codes.nothingPredicted')}
      </Text>
      <ul className={classes.codes}>
        {notice.predictedCpv.map(({ code, score }) => (
          <li key={code}>
            <span className={classes.code}>{code}</span> {labelOf(code)}{' '}
            <span className={classes.quiet}>
              {t('codes.likely', { share: format.percent(Math.min(1, score)) })}
            </span>
          </li>
        ))}
      </ul>
      <EntryForm
        form={form}
        action={t('codes.confirm')}
        send={(values) => put(`/api/notices/${notice.id}/cpv`, values, { ifMatch: notice.version })}
        onDone={() => notifyDone(t('codes.confirmed'))}
      >
        <CodePicker
          list="cpv"
          label={t('codes.label')}
          known={known}
          most={30}
          data-path="cpv"
          value={form.values.cpv}
          onChange={(chosen) => form.setFieldValue('cpv', chosen)}
          error={form.errors.cpv}
        />
      </EntryForm>
    </Paper>
  )
}
