import type { DemoNotice } from '../types.ts'

/** Invented notices of the home country under the classical directive. */
export const civilNotices: readonly DemoNotice[] = [
  {
    key: 'border-masts',
    kind: 'competition',
    legalBasis: '32014L0024',
    procedure: 'open',
    nature: 'supplies',
    buyer: 'Made-up Border Guard',
    buyerCountry: 'EE',
    buyerActivity: 'public-order',
    place: 'EE00A',
    texts: {
      et: {
        title: 'Seiremastid idapiirile',
        description:
          'Kuni 18 seiremasti päeva- ja soojuskaamera ning radariga, sidega olemasolevasse juhtimissüsteemi, paigaldus ja nelja aasta hooldus. Sihtmärgid tuleb anda edasi ühe jälgede loendina.',
      },
      en: {
        title: 'Surveillance masts for the eastern border',
        description:
          'Up to 18 masts with day and heat camera and radar, linked to the command system in use, installed and kept up for four years. Targets are to be handed over as one list of tracks.',
      },
    },
    cpv: '35125000',
    otherCpv: ['35722000', '45312000', '48810000'],
    valueEur: 5200000,
    publishedDaysAgo: 12,
    deadlineInDays: 31,
    deadlineKind: 'tender',
    needsClearance: false,
    isEuFunded: true,
    lots: [
      {
        number: '1',
        title: { en: 'Masts and sensors', et: 'Mastid ja andurid' },
        cpv: ['35125000', '35722000'],
        valueEur: 3800000,
      },
      {
        number: '2',
        title: { en: 'Sensor fusion and map', et: 'Andurite lõiming ja kaart' },
        cpv: ['48810000', '72212000'],
        valueEur: 900000,
      },
      { number: '3', title: { en: 'Radio links', et: 'Raadiosidemed' }, cpv: ['32510000'], valueEur: 500000 },
    ],
    requirements: [
      {
        kind: 'turnover',
        text: { en: 'Average yearly turnover of EUR 6 million', et: 'Keskmine aastakäive 6 miljonit eurot' },
        mode: 'sum',
        amountEur: 6000000,
      },
      {
        kind: 'reference',
        text: {
          en: 'Two surveillance systems of at least EUR 500,000 in five years',
          et: 'Kaks seiresüsteemi, kumbki vähemalt 500 000 eurot, viie aasta jooksul',
        },
        mode: 'at-least-one',
      },
      {
        kind: 'certificate',
        text: { en: 'ISO 9001', et: 'ISO 9001' },
        mode: 'each',
        certificate: 'iso-9001',
      },
    ],
  },
  {
    key: 'vests-police',
    kind: 'competition',
    legalBasis: '32014L0024',
    procedure: 'open',
    nature: 'supplies',
    buyer: 'Made-up Police and Border Guard',
    buyerCountry: 'EE',
    buyerActivity: 'public-order',
    place: 'EE',
    texts: {
      et: {
        title: 'Kuulivestid ja nende katted',
        description:
          '2500 kuulivesti koos kahe kattega, nelja-aastane raamleping. Vest läbib lasukatse sõltumatus laboris.',
      },
      en: {
        title: 'Bullet-proof vests and covers',
        description:
          '2,500 vests with two covers each in a four-year framework. Vests pass a shooting test in an independent laboratory.',
      },
    },
    cpv: '35815100',
    otherCpv: ['35815000'],
    valueEur: 1650000,
    publishedDaysAgo: 20,
    deadlineInDays: 11,
    deadlineKind: 'tender',
    needsClearance: false,
    isEuFunded: false,
    lots: [],
    requirements: [
      {
        kind: 'reference',
        text: {
          en: 'One delivery of 500 vests in three years',
          et: 'Üks 500 vesti tarne kolme aasta jooksul',
        },
        mode: 'at-least-one',
      },
      {
        kind: 'certificate',
        text: { en: 'ISO 9001', et: 'ISO 9001' },
        mode: 'lead',
        certificate: 'iso-9001',
      },
      {
        kind: 'other',
        text: {
          en: 'Textiles safe for the skin (OEKO-TEX or equal)',
          et: 'Nahale ohutu tekstiil (OEKO-TEX või samaväärne)',
        },
        mode: 'at-least-one',
        certificate: 'oeko-tex',
      },
    ],
  },
  {
    key: 'cyber-range',
    kind: 'competition',
    legalBasis: '32014L0024',
    procedure: 'open',
    nature: 'services',
    buyer: 'Invented Ministry of Interior Affairs',
    buyerCountry: 'EE',
    buyerActivity: 'public-order',
    place: 'EE001',
    texts: {
      et: {
        title: 'Küberõppused ja turvatestimine',
        description: 'Kolm küberõppust aastas, 40 turvatesti ja õppekeskkonna rent kolmeks aastaks.',
      },
      en: {
        title: 'Cyber exercises and security testing',
        description:
          'Three cyber exercises a year, 40 security tests and hire of an exercise ground for three years.',
      },
    },
    cpv: '72800000',
    otherCpv: ['80533100', '72820000', '72810000'],
    valueEur: 840000,
    publishedDaysAgo: 15,
    deadlineInDays: 16,
    deadlineKind: 'tender',
    needsClearance: false,
    isEuFunded: true,
    lots: [],
    requirements: [
      {
        kind: 'certificate',
        text: { en: 'ISO/IEC 27001', et: 'ISO/IEC 27001' },
        mode: 'lead',
        certificate: 'iso-27001',
      },
      {
        kind: 'staff',
        text: { en: 'Five certified testers', et: 'Viis sertifitseeritud testijat' },
        mode: 'sum',
      },
      {
        kind: 'reference',
        text: { en: 'Two exercises with at least 50 participants', et: 'Kaks vähemalt 50 osalejaga õppust' },
        mode: 'sum',
      },
    ],
  },
  {
    key: 'rescue-robots',
    kind: 'competition',
    legalBasis: '32014L0024',
    procedure: 'comp-dial',
    nature: 'supplies',
    buyer: 'Made-up Rescue Board',
    buyerCountry: 'EE',
    buyerActivity: 'public-order',
    place: 'EE',
    texts: {
      et: {
        title: 'Demineerimisrobotid ja ohtlike ainete andurid',
        description: 'Kuus robotit käega, neist kaks gaasi- ja kiirgusanduritega, ning meeskondade väljaõpe.',
      },
      en: {
        title: 'Bomb disposal robots and hazard detectors',
        description:
          'Six robots with an arm, two of them with gas and radiation detectors, and training of crews.',
      },
    },
    cpv: '35120000',
    otherCpv: ['38546000', '38431000', '80610000'],
    valueEur: 960000,
    publishedDaysAgo: 5,
    deadlineInDays: 27,
    deadlineKind: 'request',
    needsClearance: false,
    isEuFunded: true,
    lots: [
      {
        number: '1',
        title: { en: 'Robots', et: 'Robotid' },
        cpv: ['35120000', '38546000'],
        valueEur: 760000,
      },
      {
        number: '2',
        title: { en: 'Detectors', et: 'Andurid' },
        cpv: ['38431000', '38341000'],
        valueEur: 200000,
      },
    ],
    requirements: [
      {
        kind: 'turnover',
        text: { en: 'Yearly turnover of EUR 1 million', et: 'Aastakäive 1 miljon eurot' },
        mode: 'sum',
        amountEur: 1000000,
      },
      {
        kind: 'reference',
        text: { en: 'One delivery of a robot for explosives', et: 'Üks lõhkeseadmete roboti tarne' },
        mode: 'at-least-one',
      },
      {
        kind: 'certificate',
        text: { en: 'ISO 9001', et: 'ISO 9001' },
        mode: 'lead',
        certificate: 'iso-9001',
      },
    ],
  },
  {
    key: 'tents-hospital',
    kind: 'competition',
    legalBasis: '32014L0024',
    procedure: 'open',
    nature: 'supplies',
    buyer: 'Invented Health Board',
    buyerCountry: 'EE',
    buyerActivity: 'health',
    place: 'EE',
    texts: {
      et: {
        title: 'Välihaigla telgid ja varustus',
        description: 'Telgid, küte, elekter ja meditsiinikomplektid 50 voodikohaga välihaiglale.',
      },
      en: {
        title: 'Tents and equipment of a field hospital',
        description: 'Tents, heating, power and medical kits for a field hospital of 50 beds.',
      },
    },
    cpv: '39522000',
    otherCpv: ['33141620', '31120000'],
    valueEur: 720000,
    publishedDaysAgo: 18,
    deadlineInDays: 9,
    deadlineKind: 'tender',
    needsClearance: false,
    isEuFunded: true,
    lots: [
      { number: '1', title: { en: 'Tents', et: 'Telgid' }, cpv: ['39522000'], valueEur: 430000 },
      { number: '2', title: { en: 'Power', et: 'Elekter' }, cpv: ['31120000', '31434000'], valueEur: 170000 },
      {
        number: '3',
        title: { en: 'Medical kits', et: 'Meditsiinikomplektid' },
        cpv: ['33141620'],
        valueEur: 120000,
      },
    ],
    requirements: [
      {
        kind: 'certificate',
        text: { en: 'ISO 9001', et: 'ISO 9001' },
        mode: 'lead',
        certificate: 'iso-9001',
      },
    ],
  },
]
