import { Title } from '@mantine/core'
import { type ReactNode, Suspense } from 'react'
import mark from '#web/ui/mark.svg'
import { useArrival, usePageTitle } from '#web/ui/page-title.ts'
import classes from './OutsideFrame.module.css'
import { OutsideLanguages } from './OutsideLanguages.tsx'
import { useText } from './text.ts'

type OutsideFrameProps = { title: string; lead?: ReactNode; aside?: ReactNode; children: ReactNode }

/** The quiet page around signing in: one panel, the name, the languages. */
export function OutsideFrame({ title, lead, aside, children }: OutsideFrameProps) {
  const t = useText()
  usePageTitle(title)
  const heading = useArrival()
  return (
    <div className={classes.page}>
      <header className={classes.top}>
        <span className={classes.brand}>
          <img src={mark} alt="" width={32} height={32} />
          <span>
            <span className={classes.name}>Talgud</span>
            <span className={classes.tagline}>{t('tagline')}</span>
          </span>
        </span>
        <OutsideLanguages />
      </header>
      <main id="content" tabIndex={-1} className={classes.main}>
        <section className={classes.panel}>
          <Title order={1} size="h2" ref={heading} tabIndex={-1} className={classes.title}>
            {title}
          </Title>
          {lead && <p className={classes.lead}>{lead}</p>}
          <div className={classes.body}>
            <Suspense>{children}</Suspense>
          </div>
        </section>
        {aside}
      </main>
    </div>
  )
}
