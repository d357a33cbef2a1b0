import { terms } from './term.ts'

/** Procedures by their eForms code, in our own words. */
export const procedureTypes = terms([
  ['open', 'Open', 'Avatud'],
  ['restricted', 'Restricted', 'Piiratud'],
  ['neg-w-call', 'Negotiated after a call', 'Läbirääkimistega, teatega'],
  ['neg-wo-call', 'Negotiated without a call', 'Läbirääkimistega, teateta'],
  ['comp-dial', 'Competitive dialogue', 'Võistlev dialoog'],
  ['comp-tend', 'Competitive tendering', 'Konkurentsipõhine menetlus'],
  ['innovation', 'Innovation partnership', 'Innovatsioonipartnerlus'],
  ['exp-int-rail', 'Request for interest (rail)', 'Huvi küsimine (raudtee)'],
  ['oth-mult', 'Other, several stages', 'Muu mitmeetapiline'],
  ['oth-single', 'Other, one stage', 'Muu üheetapiline'],
])

/** What a notice is for, by the eForms form type. */
export const noticeKinds = terms([
  ['planning', 'Plan', 'Eelteade'],
  ['consultation', 'Market consultation', 'Turu-uuring'],
  ['competition', 'Call for tenders', 'Hanketeade'],
  ['dir-awa-pre', 'Intended direct award', 'Kavandatav otsehange'],
  ['result', 'Award', 'Lepingu sõlmimise teade'],
  ['cont-modif', 'Contract change', 'Lepingu muutmine'],
  ['change', 'Correction', 'Muudatus'],
])

/** What a contract is about. */
export const contractNatures = terms([
  ['supplies', 'Goods', 'Asjad'],
  ['services', 'Services', 'Teenused'],
  ['works', 'Works', 'Ehitustööd'],
])

/** The laws a notice may rest on, by their CELEX number. */
export const legalBases = terms([
  ['32009L0081', 'Defence and security directive', 'Kaitse- ja julgeolekudirektiiv'],
  ['32014L0023', 'Concessions directive', 'Kontsessioonide direktiiv'],
  ['32014L0024', 'Classical directive', 'Klassikaline direktiiv'],
  ['32014L0025', 'Utilities directive', 'Võrgustikusektori direktiiv'],
  ['other', 'Other law', 'Muu õigusakt'],
])
