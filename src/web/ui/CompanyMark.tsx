import { useState } from 'react'
import classes from './CompanyMark.module.css'
import { initialsOf } from './short-name.ts'

type CompanyMarkProps = {
  company: { id: string; name: string; logoFileId: string | null }
  /** Its side in pixels. */
  size: number
}

/** A company's logo, or its initials where it has none. It says nothing that the name beside it does not say. */
export function CompanyMark({ company: { id, name, logoFileId }, size }: CompanyMarkProps) {
  const [broken, setBroken] = useState<string>()
  const hasLogo = logoFileId !== null && logoFileId !== broken
  return (
    <span
      aria-hidden
      className={classes.mark}
      data-logo={hasLogo || undefined}
      ref={(element) => element?.style.setProperty('--side', `${size}px`)}
    >
      {hasLogo ? (
        // A new logo has a new file, and with it a new address.
        <img
          src={`/api/companies/${id}/logo?file=${logoFileId}`}
          alt=""
          loading="lazy"
          width={size}
          height={size}
          onError={() => setBroken(logoFileId)}
        />
      ) : (
        initialsOf(name)
      )}
    </span>
  )
}
