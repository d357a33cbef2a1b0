import { useMemo } from 'react'

/** Draws the server's QR code from its paths alone, so that no markup of an answer ever becomes part of the page. */
export function QrImage({ svg, label }: { svg: string; label: string }) {
  const drawing = useMemo(() => readDrawing(svg), [svg])
  return (
    <svg
      viewBox={drawing.viewBox}
      width={184}
      height={184}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
    >
      {drawing.paths.map((path) => (
        <path key={path.d} {...path} />
      ))}
    </svg>
  )
}

function readDrawing(svg: string) {
  const root = new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement
  return {
    viewBox: root.getAttribute('viewBox') ?? '0 0 0 0',
    paths: [...root.querySelectorAll('path')].map((path) => ({
      d: path.getAttribute('d') ?? '',
      fill: path.getAttribute('fill') ?? 'none',
      stroke: path.getAttribute('stroke') ?? 'none',
    })),
  }
}
