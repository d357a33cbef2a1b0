import { CodeTag } from '#web/ui/CodeTag.tsx'
import { useCodeLabels } from '#web/ui/code-labels.ts'
import classes from './CompanyPage.module.css'

/** The codes of a part, each with its meaning. */
export function CodeLine({ list, label, codes }: { list: 'cpv' | 'fsc'; label: string; codes: string[] }) {
  const { labelOf } = useCodeLabels(list, codes)
  if (codes.length === 0) return null
  return (
    <div className={classes.codes}>
      <span className={classes.note}>{label}:</span>
      {codes.map((code) => {
        const meaning = labelOf(code)
        return <CodeTag key={code} code={code} expanded {...(meaning ? { label: meaning } : {})} />
      })}
    </div>
  )
}
