import type { DemoCluster } from './types.ts'

/** The invented cluster itself. */
export const demoCluster: DemoCluster = {
  key: 'pohjatuli',
  name: {
    en: 'Põhjatuli Sample Defence and Security Cluster',
    et: 'Põhjatuli näidis kaitse- ja julgeolekuklaster',
  },
  shortName: 'Põhjatuli',
  registerCode: '99011322',
  website: 'https://pohjatuli.example',
  email: 'info@pohjatuli.example',
  phone: '+372 5555 9000',
  street: 'Näidise maja 1',
  city: 'Tallinn',
  postcode: '10000',
  country: 'EE',
  summary: {
    en: 'An invented cluster of eleven invented companies, to look around in. Nothing here exists.',
    et: 'Väljamõeldud klaster üheteistkümne väljamõeldud ettevõttega, milles ringi vaadata. Midagi siin ei ole päris.',
  },
}
