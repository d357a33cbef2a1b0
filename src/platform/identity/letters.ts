import type { Letter } from '#platform/mail/letter.ts'

type Language = 'en' | 'et'

/** What the owner of an account is told about a change: when it was made and from where. */
export type ChangeFacts = { name: string; at: Date; address: string; url: string }

export function invitationLetter(
  language: Language,
  data: { clusterName: string; companyName: string | null; invitedBy: string; url: string },
): Letter {
  const place = data.companyName ?? data.clusterName
  if (language === 'et') {
    return {
      subject: `Kutse: ${data.clusterName}`,
      paragraphs: [
        'Tere!',
        `${data.invitedBy} kutsub teid klastri ${data.clusterName} ühisesse töökohta (${place}).`,
      ],
      action: { label: 'Võta kutse vastu', url: data.url },
      footnote:
        'Link kehtib 72 tundi ja toimib ühe korra. Kui te kutset ei oodanud, jätke see kiri tähelepanuta.',
    }
  }
  return {
    subject: `Your invitation to ${data.clusterName}`,
    paragraphs: [
      'Hello,',
      `${data.invitedBy} invites you to the place where ${data.clusterName} works together (${place}).`,
    ],
    action: { label: 'Accept the invitation', url: data.url },
    footnote: 'The link works once and for 72 hours. If you did not expect it, please ignore this mail.',
  }
}

/** Somebody got into a company: for its admins, or for the cluster's managers while it has none. */
export function companyHatLetter(
  language: Language,
  data: { name: string; person: string; companyName: string; isAdmin: boolean; url: string },
): Letter {
  const { name, person, companyName, isAdmin, url } = data
  if (language === 'et') {
    return {
      subject: `Uus ligipääs: ${companyName}`,
      paragraphs: [
        `Tere, ${name}!`,
        `${person} sai ligipääsu ettevõttele ${companyName}. Roll: ${isAdmin ? 'ettevõtte haldur' : 'ettevõtte liige'}.`,
      ],
      action: { label: 'Vaata, kellel on ligipääs', url },
      footnote: 'Kui te seda inimest ei tunne, lõpetage tema ligipääs kohe.',
    }
  }
  return {
    subject: `New access: ${companyName}`,
    paragraphs: [
      `Hello ${name},`,
      `${person} now has access to ${companyName}, as ${isAdmin ? 'an admin of the company' : 'one of its people'}.`,
    ],
    action: { label: 'See who has access', url },
    footnote: 'If you do not know this person, end their access at once.',
  }
}

export function resetLetter(language: Language, data: { name: string; url: string }): Letter {
  if (language === 'et') {
    return {
      subject: 'Uue parooli seadmine',
      paragraphs: [`Tere, ${data.name}!`, 'Selle lingiga saate valida uue parooli.'],
      action: { label: 'Vali uus parool', url: data.url },
      footnote:
        'Link kehtib ühe tunni ja toimib ühe korra. Kui te seda ei soovinud, jätke kiri tähelepanuta.',
    }
  }
  return {
    subject: 'Choose a new password',
    paragraphs: [`Hello ${data.name},`, 'With this link you can choose a new password.'],
    action: { label: 'Choose a new password', url: data.url },
    footnote: 'The link works once and for one hour. If you did not ask for it, please ignore this mail.',
  }
}

export function passwordChangedLetter(language: Language, data: ChangeFacts): Letter {
  if (language === 'et') {
    return tellChange(
      language,
      'Teie parool muudeti',
      'Teie konto parool muudeti. Teised seadmed logiti välja.',
      data,
    )
  }
  return tellChange(
    language,
    'Your password was changed',
    'The password of your account was changed. Other devices were signed out.',
    data,
  )
}

export function secondFactorLetter(language: Language, data: ChangeFacts & { isOn: boolean }): Letter {
  if (language === 'et') {
    const words = data.isOn ? 'lülitati sisse' : 'lülitati välja'
    return tellChange(
      language,
      `Kaheastmeline sisselogimine ${words}`,
      `Teie konto teine aste ${words}.`,
      data,
    )
  }
  const words = data.isOn ? 'switched on' : 'switched off'
  return tellChange(
    language,
    `Second factor ${words}`,
    `The second factor of your account was ${words}.`,
    data,
  )
}

export function passkeyLetter(
  language: Language,
  data: ChangeFacts & { passkey: string; isAdded: boolean },
): Letter {
  const { passkey, isAdded } = data
  if (language === 'et') {
    return tellChange(
      language,
      isAdded ? `Uus pääsuvõti: ${passkey}` : `Pääsuvõti eemaldati: ${passkey}`,
      isAdded
        ? `Teie kontole lisati pääsuvõti „${passkey}“. Sellega saab sisse logida ilma paroolita, ka pärast uue parooli valimist. Kui see ei ole teie oma, eemaldage see lehel „Konto ja turvalisus“.`
        : `Teie kontolt eemaldati pääsuvõti „${passkey}“.`,
      data,
    )
  }
  return tellChange(
    language,
    isAdded ? `New passkey: ${passkey}` : `Passkey removed: ${passkey}`,
    isAdded
      ? `The passkey “${passkey}” was added to your account. It signs in without the password, also after you choose a new one. If it is not yours, remove it under Account and security.`
      : `The passkey “${passkey}” was removed from your account.`,
    data,
  )
}

export function recoveryCodeLetter(language: Language, data: ChangeFacts & { left: number }): Letter {
  if (language === 'et') {
    return tellChange(
      language,
      'Kasutati varukoodi',
      `Teie kontole logiti sisse varukoodiga. Alles on ${data.left} varukoodi.`,
      data,
    )
  }
  return tellChange(
    language,
    'A recovery code was used',
    `Somebody signed in to your account with a recovery code. ${data.left} codes are left.`,
    data,
  )
}

/** A program may now act in the owner's name: whoever did not make the token learns of it here. */
export function tokenMadeLetter(
  language: Language,
  data: { name: string; token: string; at: Date; url: string },
): Letter {
  const when = momentOf(data.at)
  if (language === 'et') {
    return {
      subject: `Uus API-võti: ${data.token}`,
      paragraphs: [
        `Tere, ${data.name}!`,
        `Teie nimel loodi API-võti „${data.token}“. Sellega saab programm teha seda, mida teie roll ja võtmele antud õigused lubavad.`,
        `Aeg: ${when}.`,
      ],
      action: { label: 'Vaata oma võtmeid', url: data.url },
      footnote: 'Kui see ei olnud teie, tühistage võti ja vahetage kohe parool.',
    }
  }
  return {
    subject: `New API token: ${data.token}`,
    paragraphs: [
      `Hello ${data.name},`,
      `The API token “${data.token}” was made in your name. With it a program may do what your role and the token’s rights allow.`,
      `When: ${when}.`,
    ],
    action: { label: 'See your tokens', url: data.url },
    footnote: 'If this was not you, revoke the token and change your password at once.',
  }
}

function tellChange(language: Language, subject: string, change: string, data: ChangeFacts): Letter {
  const when = momentOf(data.at)
  if (language === 'et') {
    return {
      subject,
      paragraphs: [`Tere, ${data.name}!`, change, `Aeg: ${when}. Aadress: ${data.address}.`],
      action: { label: 'Kui see ei olnud teie, valige kohe uus parool', url: data.url },
    }
  }
  return {
    subject,
    paragraphs: [`Hello ${data.name},`, change, `When: ${when}. From: ${data.address}.`],
    action: { label: 'If this was not you, choose a new password at once', url: data.url },
  }
}

function momentOf(at: Date): string {
  return `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`
}
