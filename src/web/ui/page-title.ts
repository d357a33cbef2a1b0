import { useEffect, useRef } from 'react'

/** Names the browser tab. */
export function usePageTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Talgud`
  }, [title])
}

let isFirstPage = true

/** Moves the focus to the page's heading after a change of page, so that screen readers announce where one is. */
export function useArrival() {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (!isFirstPage) heading.current?.focus({ preventScroll: true })
    isFirstPage = false
  }, [])
  return heading
}
