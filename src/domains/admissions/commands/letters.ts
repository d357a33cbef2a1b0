import type { Letter } from '#platform/mail/letter.ts'

type Language = 'en' | 'et'

/** Holds nothing the sender typed: the address may be a stranger's. */
export function confirmLetter(language: Language, data: { clusterName: string; url: string }): Letter {
  if (language === 'et') {
    return {
      subject: `Kinnitage liitumisavaldus: ${data.clusterName}`,
      paragraphs: ['Tere!', `Sellelt aadressilt esitati avaldus liituda klastriga ${data.clusterName}.`],
      action: { label: 'Kinnita avaldus', url: data.url },
      footnote:
        'Link kehtib 7 päeva. Kui avaldust ei esitanud teie, jätke kiri tähelepanuta: avaldus kustub ise.',
    }
  }
  return {
    subject: `Confirm your application: ${data.clusterName}`,
    paragraphs: ['Hello,', `Somebody applied to join ${data.clusterName} with this address.`],
    action: { label: 'Confirm the application', url: data.url },
    footnote:
      'The link works for 7 days. If it was not you, please ignore this mail: the application vanishes by itself.',
  }
}

export function questionLetter(
  language: Language,
  data: { name: string; clusterName: string; question: string; url: string },
): Letter {
  if (language === 'et') {
    return {
      subject: `Küsimus liitumisavalduse kohta: ${data.clusterName}`,
      paragraphs: [`Tere, ${data.name}!`, 'Teie avalduse kohta on küsimus:', data.question],
      action: { label: 'Täienda avaldust', url: data.url },
      footnote: 'Link kehtib 30 päeva.',
    }
  }
  return {
    subject: `A question about your application: ${data.clusterName}`,
    paragraphs: [`Hello ${data.name},`, 'There is a question about your application:', data.question],
    action: { label: 'Complete the application', url: data.url },
    footnote: 'The link works for 30 days.',
  }
}

export function declineLetter(
  language: Language,
  data: { name: string; clusterName: string; reason: string },
): Letter {
  if (language === 'et') {
    return {
      subject: `Teie liitumisavaldus: ${data.clusterName}`,
      paragraphs: [
        `Tere, ${data.name}!`,
        `Klaster ${data.clusterName} ei saa teie avaldust rahuldada.`,
        data.reason,
      ],
    }
  }
  return {
    subject: `Your application: ${data.clusterName}`,
    paragraphs: [`Hello ${data.name},`, `${data.clusterName} cannot accept your application.`, data.reason],
  }
}
