import { Radio, Stack } from '@mantine/core'
import type { partVisibilities } from '#domains/members/schema.ts'
import { isStaff, useSession } from '#web/ui/session.ts'
import { worksHere } from './company-query.ts'
import { useText } from './text.ts'

type Visibility = (typeof partVisibilities)[number]

type VisibilityChoiceProps = {
  label: string
  /** Of which company the thing is; only its own people may keep something to themselves. */
  companyId: string
  /** What `form.getInputProps('visibility')` gives. */
  inputProps: { value?: unknown; onChange: (value: string) => void; error?: unknown }
}

/** Who may see a part of the profile, from the fewest to everyone, each in words. */
export function VisibilityChoice({ label, companyId, inputProps }: VisibilityChoiceProps) {
  const session = useSession()
  const mayKeep = worksHere(session, companyId) && !isStaff(session.hat.role)
  const choices: Visibility[] = ['cluster', 'partner-clusters', 'public']
  return (
    <VisibilityRadios label={label} choices={mayKeep ? ['company', ...choices] : choices} {...inputProps} />
  )
}

/** The whole profile is at least for the cluster: that is what a membership is for. */
export function ProfileVisibilityChoice(props: Omit<VisibilityChoiceProps, 'companyId'>) {
  return (
    <VisibilityRadios
      label={props.label}
      choices={['cluster', 'partner-clusters', 'public']}
      {...props.inputProps}
    />
  )
}

type VisibilityRadiosProps = { label: string; choices: Visibility[] } & VisibilityChoiceProps['inputProps']

function VisibilityRadios({ label, choices, value, onChange, error }: VisibilityRadiosProps) {
  const t = useText()
  return (
    <Radio.Group
      label={label}
      value={typeof value === 'string' ? value : null}
      onChange={onChange}
      error={typeof error === 'string' ? error : undefined}
      data-path="visibility"
    >
      <Stack gap="xs" mt={4}>
        {choices.map((choice) => (
          <Radio
            key={choice}
            value={choice}
            label={t(`visibility.${choice}`)}
            description={t(`visibility.${choice}Hint`)}
          />
        ))}
      </Stack>
    </Radio.Group>
  )
}
