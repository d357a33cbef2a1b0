import { Anchor, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Company } from '#domains/members/schema.ts'
import { useFormat } from '#web/ui/format.ts'
import classes from './CompanyPage.module.css'
import { useReadiness } from './readiness.ts'
import { useText } from './text.ts'

/** The most telling capabilities, products and references, each list leading to its tab. */
export function Highlights({ company }: { company: Company }) {
  const t = useText()
  const readiness = useReadiness()
  const proven = [...company.capabilities].sort((a, b) => levels.indexOf(b.level) - levels.indexOf(a.level))
  const ready = [...company.products].sort((a, b) => (b.readiness ?? 0) - (a.readiness ?? 0))
  return (
    <>
      <Highlight company={company} tab="capabilities">
        {proven.slice(0, most).map((one) => (
          <Line key={one.id} name={one.name} note={t(`level.${one.level}`)} />
        ))}
      </Highlight>
      <Highlight company={company} tab="products">
        {ready.slice(0, most).map((one) => (
          <Line key={one.id} name={one.name} note={readiness(one.readiness)} />
        ))}
      </Highlight>
      <Highlight company={company} tab="references">
        {company.references.slice(0, most).map((one) => (
          <Line key={one.id} name={one.title} note={`${one.buyerName}, ${one.year}`} />
        ))}
      </Highlight>
    </>
  )
}

/** As many as a reader takes in without counting. */
const most = 4
const levels = ['claimed', 'delivered', 'certified']

type HighlightProps = {
  company: Company
  tab: 'capabilities' | 'products' | 'references'
  children: ReactNode
}

function Highlight({ company, tab, children }: HighlightProps) {
  const t = useText()
  const format = useFormat()
  const total = company[tab].length
  if (total === 0) return null
  return (
    <section aria-labelledby={`top-${tab}`}>
      <div className={classes.topTitle}>
        <Title order={2} id={`top-${tab}`}>
          {t(`tabs.${tab}`)}
        </Title>
        {total > most && (
          <Anchor
            size="sm"
            renderRoot={(props) => (
              <Link to="/members/$id" params={{ id: company.id }} search={{ tab }} {...props} />
            )}
          >
            {t(`page.all.${tab}`, { total: format.number(total) })}
          </Anchor>
        )}
      </div>
      <ul className={classes.top}>{children}</ul>
    </section>
  )
}

function Line({ name, note }: { name: string; note: string }) {
  return (
    <li>
      <span>{name}</span> <span className={classes.note}>{note}</span>
    </li>
  )
}
