import { Outlet } from '@tanstack/react-router'
import { Suspense } from 'react'
import classes from './Shell.module.css'
import { useText } from './text.ts'

/** What surrounds every page: the way past the navigation for those who use the keyboard. */
export function RootFrame() {
  const t = useText()
  return (
    <>
      <a href="#content" className={classes.skip}>
        {t('skip')}
      </a>
      <Suspense>
        <Outlet />
      </Suspense>
    </>
  )
}
