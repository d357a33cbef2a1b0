import { useEffect, useRef } from 'react'
import classes from './BarPicture.module.css'

export type Bar = { name: string; value: number }

type BarPictureProps = {
  label: string
  bars: readonly Bar[]
  /** Standing for years, lying for names. */
  isStanding?: boolean
  say: (value: number) => string
}

/** Bars in the theme's colours. A picture only: the same figures stand beside it as a table. */
export function BarPicture({ label, bars, isStanding = false, say }: BarPictureProps) {
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const frame = place.current
    if (!frame) return
    let isGone = false
    // The library is large, and most pages have no picture.
    void import('@observablehq/plot').then((Plot) => {
      if (isGone) return
      const marks = isStanding
        ? [Plot.barY(bars, { x: 'name', y: 'value', fill: 'currentColor' }), Plot.ruleY([0])]
        : [
            Plot.barX(bars, { y: 'name', x: 'value', fill: 'currentColor', sort: { y: '-x' } }),
            Plot.ruleX([0]),
          ]
      const isNarrow = frame.clientWidth < 420
      const figures = { label: null, tickFormat: say, ticks: isNarrow ? 2 : 4, grid: true }
      const names = { label: null, tickFormat: shorten, type: 'band' as const }
      const picture = Plot.plot({
        width: Math.max(280, frame.clientWidth),
        height: isStanding ? 220 : 34 + bars.length * 26,
        marginLeft: isStanding ? 64 : 170,
        marginTop: 12,
        marginBottom: 28,
        x: isStanding ? { ...names, tickFormat: String } : figures,
        y: isStanding ? figures : names,
        marks,
      })
      // Our pages allow no style elements; what the library writes into one stands in the module's sheet.
      picture.querySelector('style')?.remove()
      picture.setAttribute('aria-hidden', 'true')
      frame.replaceChildren(picture)
    })
    return () => {
      isGone = true
    }
  }, [bars, isStanding, say])
  return <div ref={place} className={classes.picture} role="img" aria-label={label} />
}

function shorten(name: string): string {
  return name.length > 26 ? `${name.slice(0, 25)}…` : name
}
