import type { Letter } from '#platform/mail/letter.ts'

type Language = 'en' | 'et'

export type InvoiceLetterFacts = {
  clusterName: string
  companyName: string
  invoice: string
  isCredit: boolean
  /** In the reader's language, as `sumIn` and `dayIn` write them. */
  total: { en: string; et: string }
  due: { en: string; et: string }
  url: string
}

export function invoiceLetter(language: Language, data: InvoiceLetterFacts): Letter {
  const { invoice, clusterName, companyName, url } = data
  if (language === 'et') {
    return {
      subject: `${data.isCredit ? 'Kreeditarve' : 'Arve'} ${invoice}: ${clusterName}`,
      paragraphs: [
        'Tere!',
        data.isCredit
          ? `Manuses on ettevõtte ${companyName} kreeditarve ${invoice}.`
          : `Manuses on ettevõtte ${companyName} arve ${invoice} summas ${data.total.et}. Maksetähtaeg on ${data.due.et}.`,
        ...(data.isCredit ? [] : ['Palume maksel märkida arvel olev viitenumber.']),
      ],
      action: { label: 'Vaata oma arveid', url },
      footnote: 'Kirja saavad ettevõtte liikmemaksu kontaktisikud.',
    }
  }
  return {
    subject: `${data.isCredit ? 'Credit note' : 'Invoice'} ${invoice}: ${clusterName}`,
    paragraphs: [
      'Hello,',
      data.isCredit
        ? `Attached is credit note ${invoice} for ${companyName}.`
        : `Attached is invoice ${invoice} for ${companyName} over ${data.total.en}, due on ${data.due.en}.`,
      ...(data.isCredit ? [] : ['Please give the reference number on the invoice when you pay.']),
    ],
    action: { label: 'See your invoices', url },
    footnote: 'This mail goes to the company’s dues contacts.',
  }
}

export type RenewalLetterFacts = {
  name: string
  clusterName: string
  companyName: string
  ends: { en: string; et: string }
  url: string
}

export function renewalLetter(language: Language, data: RenewalLetterFacts): Letter {
  const { name, clusterName, companyName, ends, url } = data
  if (language === 'et') {
    return {
      subject: `Liikmesus lõpeb ${ends.et}: ${clusterName}`,
      paragraphs: [
        `Tere, ${name}!`,
        `Ettevõtte ${companyName} liikmesus klastris ${clusterName} lõpeb ${ends.et}.`,
        'Palun vaadake üle, kas liikmemaksu määr on õigesti märgitud ja arve saaja andmed ajakohased.',
      ],
      action: { label: 'Vaata oma liikmesust', url },
      footnote: 'Kirja saavad ettevõtte liikmemaksu kontaktisikud.',
    }
  }
  return {
    subject: `Your membership ends on ${ends.en}: ${clusterName}`,
    paragraphs: [
      `Hello ${name},`,
      `The membership of ${companyName} in ${clusterName} ends on ${ends.en}.`,
      'Please check that the fee band is declared and that the invoice address is up to date.',
    ],
    action: { label: 'See your membership', url },
    footnote: 'This mail goes to the company’s dues contacts.',
  }
}

/** A date in both languages, for letters. */
export function dayIn(iso: string): { en: string; et: string } {
  const write = (locale: string) =>
    new Date(`${iso}T00:00:00Z`).toLocaleDateString(locale, {
      day: 'numeric',
      month: 'long',
      year: 'numeric',
      timeZone: 'UTC',
    })
  return { en: write('en-GB'), et: write('et-EE') }
}

/** A sum in both languages, for letters. */
export function sumIn(cents: number, currency: string): { en: string; et: string } {
  const write = (locale: string) => (cents / 100).toLocaleString(locale, { style: 'currency', currency })
  return { en: write('en-GB'), et: write('et-EE') }
}
