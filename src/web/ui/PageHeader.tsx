import { Title } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import { Link, type LinkProps } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import classes from './PageHeader.module.css'
import { useArrival, usePageTitle } from './page-title.ts'

type PageHeaderProps = {
  title: string
  /** One sentence under the title, or facts about the thing shown. */
  lead?: ReactNode
  /** The page above this one. */
  back?: { label: string; link: LinkProps }
  /** A picture before the title. */
  mark?: ReactNode
  /** Tags beside the title. */
  tags?: ReactNode
  /** The page's one main action, and at most two lesser ones before it. Always here, nowhere else. */
  actions?: ReactNode
}

/** Title, way back and main action of a page; also names the browser tab and receives the focus on arrival. */
export function PageHeader({ title, lead, back, mark, tags, actions }: PageHeaderProps) {
  usePageTitle(title)
  const heading = useArrival()

  return (
    <header className={classes.header}>
      {back && (
        <Link {...back.link} className={classes.back}>
          <IconArrowLeft size={16} aria-hidden />
          {back.label}
        </Link>
      )}
      <div className={classes.row}>
        {mark}
        <div className={classes.words}>
          <div className={classes.title}>
            <Title order={1} ref={heading} tabIndex={-1} className={classes.heading}>
              {title}
            </Title>
            {tags && <div className={classes.tags}>{tags}</div>}
          </div>
          {lead && <div className={classes.lead}>{lead}</div>}
        </div>
        {actions && <div className={classes.actions}>{actions}</div>}
      </div>
    </header>
  )
}
