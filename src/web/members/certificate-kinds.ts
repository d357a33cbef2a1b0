import { useMemo } from 'react'
import { certificateKinds } from '#values/vocabulary/certificates.ts'
import { useLanguage } from '#web/ui/text.ts'

export type CertificateNames = {
  /** The name of a kind known by its code; any other kind is its own name. */
  nameOf: (kind: string) => string
  /** The code behind a known name, in whichever language it was typed. */
  kindOf: (name: string) => string
  /** Kinds companies and products hold; those of persons are not kept here. */
  names: string[]
}

/** The names of certificates in the language of the page; people may also write one that is not in the list. */
export function useCertificateNames(): CertificateNames {
  const language = useLanguage()
  return useMemo(
    () => ({
      nameOf: (kind) => certificateKinds.find((one) => one.code === kind)?.label[language] ?? kind,
      kindOf: (name) =>
        certificateKinds.find(({ label }) => same(label.en, name) || same(label.et, name))?.code ?? name,
      names: certificateKinds.filter((one) => one.holder !== 'person').map((one) => one.label[language]),
    }),
    [language],
  )
}

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.trim().toLowerCase()
}
