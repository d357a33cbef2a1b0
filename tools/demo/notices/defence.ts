import type { DemoNotice } from '../types.ts'

/** Invented notices of the home country under the defence directive. */
export const defenceNotices: readonly DemoNotice[] = [
  {
    key: 'drones-brigade',
    kind: 'competition',
    legalBasis: '32009L0081',
    procedure: 'restricted',
    nature: 'supplies',
    buyer: 'Invented Defence Procurement Centre',
    buyerCountry: 'EE',
    buyerActivity: 'defence',
    place: 'EE',
    texts: {
      et: {
        title: 'Luuredroonid ja nende juhtimisjaamad',
        description:
          'Ostetakse kuni 60 väikest luuredrooni koos juhtimisjaamade, varuosade ja meeskondade väljaõppega. Õhusõiduk peab püsima õhus vähemalt kaks tundi ja töötama satelliitsignaali segamise ajal. Pilt antakse edasi standardi STANAG 4609 järgi.',
      },
      en: {
        title: 'Reconnaissance drones and ground stations',
        description:
          'Up to 60 small reconnaissance drones with ground stations, spare parts and training of crews. The aircraft must stay in the air for at least two hours and work while satellite signals are jammed. The picture is passed on by STANAG 4609.',
      },
    },
    cpv: '35613000',
    otherCpv: ['80650000', '50650000'],
    valueEur: 3600000,
    publishedDaysAgo: 6,
    deadlineInDays: 24,
    deadlineKind: 'request',
    needsClearance: true,
    isEuFunded: false,
    lots: [
      {
        number: '1',
        title: { en: 'Drones and ground stations', et: 'Droonid ja juhtimisjaamad' },
        cpv: ['35613000'],
        valueEur: 2900000,
      },
      {
        number: '2',
        title: { en: 'Training and simulators', et: 'Väljaõpe ja simulaatorid' },
        cpv: ['80650000', '34152000'],
        valueEur: 700000,
      },
    ],
    requirements: [
      {
        kind: 'turnover',
        text: {
          en: 'Yearly turnover of at least EUR 4 million in each of the last two years',
          et: 'Aastakäive vähemalt 4 miljonit eurot kummalgi viimasel kahel aastal',
        },
        mode: 'sum',
        amountEur: 4000000,
      },
      {
        kind: 'reference',
        text: {
          en: 'One delivery of unmanned aircraft to armed forces in the last three years',
          et: 'Üks mehitamata õhusõidukite tarne relvajõududele viimase kolme aasta jooksul',
        },
        mode: 'at-least-one',
      },
      {
        kind: 'certificate',
        text: { en: 'Quality management to AQAP 2110', et: 'Kvaliteedijuhtimine AQAP 2110 järgi' },
        mode: 'lead',
        certificate: 'aqap-2110',
      },
      {
        kind: 'clearance',
        text: { en: 'Facility security clearance, level Restricted', et: 'Töötlusluba, tase „Piiratud“' },
        mode: 'each',
      },
    ],
  },
  {
    key: 'c2-upkeep',
    kind: 'competition',
    legalBasis: '32009L0081',
    procedure: 'neg-w-call',
    nature: 'services',
    buyer: 'Invented Defence Procurement Centre',
    buyerCountry: 'EE',
    buyerActivity: 'defence',
    place: 'EE001',
    texts: {
      et: {
        title: 'Juhtimissüsteemi arendus ja hooldus',
        description:
          'Brigaadi juhtimissüsteemi edasiarendus, liidesed liitlaste süsteemidega, salastusmärgised ja ööpäevane tugi nelja aasta jooksul.',
      },
      en: {
        title: 'Development and upkeep of a command system',
        description:
          'Further development of a brigade command system, links with the systems of allies, confidentiality labels and support day and night for four years.',
      },
    },
    cpv: '72230000',
    otherCpv: ['72267000', '35710000', '48730000'],
    valueEur: 4400000,
    publishedDaysAgo: 3,
    deadlineInDays: 38,
    deadlineKind: 'request',
    needsClearance: true,
    isEuFunded: false,
    lots: [],
    requirements: [
      {
        kind: 'staff',
        text: { en: 'Eight developers with personnel clearance', et: 'Kaheksa juurdepääsuloaga arendajat' },
        mode: 'sum',
      },
      {
        kind: 'certificate',
        text: { en: 'AQAP 2210 for software', et: 'AQAP 2210 tarkvarale' },
        mode: 'lead',
        certificate: 'aqap-2210',
      },
      {
        kind: 'certificate',
        text: { en: 'ISO/IEC 27001', et: 'ISO/IEC 27001' },
        mode: 'each',
        certificate: 'iso-27001',
      },
      {
        kind: 'clearance',
        text: { en: 'Facility security clearance, NATO', et: 'NATO töötlusluba' },
        mode: 'each',
      },
    ],
  },
  {
    key: 'vehicle-electrics',
    kind: 'competition',
    legalBasis: '32009L0081',
    procedure: 'restricted',
    nature: 'services',
    buyer: 'Invented Defence Procurement Centre',
    buyerCountry: 'EE',
    buyerActivity: 'defence',
    place: 'EE008',
    texts: {
      et: {
        title: 'Ratassoomukite elektrisüsteemi uuendamine',
        description:
          '90 soomuki toite, juhtmestiku, siseside ja ekraanide väljavahetamine NGVA arhitektuuri järgi koos raadiote paigaldusega.',
      },
      en: {
        title: 'New electrics for wheeled armoured vehicles',
        description:
          'Replacing power, wiring, intercom and displays of 90 vehicles to the NGVA architecture, with radios fitted.',
      },
    },
    cpv: '50630000',
    otherCpv: ['35422000', '51300000', '35712000'],
    valueEur: 7800000,
    publishedDaysAgo: 9,
    deadlineInDays: 19,
    deadlineKind: 'request',
    needsClearance: true,
    isEuFunded: false,
    lots: [],
    requirements: [
      {
        kind: 'turnover',
        text: { en: 'Yearly turnover of EUR 10 million', et: 'Aastakäive 10 miljonit eurot' },
        mode: 'sum',
        amountEur: 10000000,
      },
      {
        kind: 'reference',
        text: {
          en: 'Repair of at least 20 military vehicles in five years',
          et: 'Vähemalt 20 sõjaväesõiduki remont viie aasta jooksul',
        },
        mode: 'at-least-one',
      },
      {
        kind: 'certificate',
        text: { en: 'AQAP 2110', et: 'AQAP 2110' },
        mode: 'lead',
        certificate: 'aqap-2110',
      },
    ],
  },
  {
    key: 'simulators',
    kind: 'competition',
    legalBasis: '32009L0081',
    procedure: 'neg-w-call',
    nature: 'supplies',
    buyer: 'Sample Defence Academy',
    buyerCountry: 'EE',
    buyerActivity: 'defence',
    place: 'EE008',
    texts: {
      et: {
        title: 'Tornitrenažöörid ja õppuse juhtimine',
        description:
          'Neli trenažööri konteineris ning tarkvara, mis ühendab need juhtimissüsteemi ja droonikooliga (HLA).',
      },
      en: {
        title: 'Turret trainers and exercise control',
        description:
          'Four trainers in containers and software that links them with the command system and the drone school (HLA).',
      },
    },
    cpv: '35740000',
    otherCpv: ['48931000', '80630000'],
    valueEur: 2300000,
    publishedDaysAgo: 2,
    deadlineInDays: 45,
    deadlineKind: 'request',
    needsClearance: false,
    isEuFunded: false,
    lots: [],
    requirements: [
      {
        kind: 'reference',
        text: { en: 'One linked simulation delivered', et: 'Üks ühendatud simulatsioon tarnitud' },
        mode: 'at-least-one',
      },
      {
        kind: 'turnover',
        text: { en: 'Yearly turnover of EUR 2 million', et: 'Aastakäive 2 miljonit eurot' },
        mode: 'sum',
        amountEur: 2000000,
      },
    ],
  },
  {
    key: 'radios-plan',
    kind: 'planning',
    legalBasis: '32009L0081',
    procedure: 'restricted',
    nature: 'supplies',
    buyer: 'Invented Defence Procurement Centre',
    buyerCountry: 'EE',
    buyerActivity: 'defence',
    place: 'EE',
    texts: {
      et: {
        title: 'Eelteade: taktikalised raadiod',
        description:
          'Järgmisel aastal kavandatakse osta kuni 3000 käsi- ja sõidukiraadiot koos võtmehaldusega.',
      },
      en: {
        title: 'Plan: tactical radios',
        description: 'Next year up to 3,000 handheld and vehicle radios with key management are planned.',
      },
    },
    cpv: '35712000',
    otherCpv: ['32236000'],
    valueEur: 18000000,
    publishedDaysAgo: 30,
    needsClearance: true,
    isEuFunded: false,
    lots: [],
    requirements: [],
  },
  {
    key: 'drone-defence-consultation',
    kind: 'consultation',
    legalBasis: '32009L0081',
    procedure: 'neg-w-call',
    nature: 'supplies',
    buyer: 'Invented Defence Procurement Centre',
    buyerCountry: 'EE',
    buyerActivity: 'defence',
    place: 'EE',
    texts: {
      et: {
        title: 'Turu-uuring: droonitõrje anduritega',
        description:
          'Otsitakse lahendusi väikedroonide avastamiseks ja jälgimiseks objekti ümber. Palun kirjeldage andureid, liideseid ja valmisolekut.',
      },
      en: {
        title: 'Market consultation: finding drones',
        description:
          'Looking for ways to find and follow small drones around a site. Please describe sensors, interfaces and readiness.',
      },
    },
    cpv: '35720000',
    otherCpv: ['35730000', '35722000'],
    publishedDaysAgo: 8,
    deadlineInDays: 22,
    deadlineKind: 'tender',
    needsClearance: false,
    isEuFunded: false,
    lots: [],
    requirements: [],
  },
  {
    key: 'uniforms-direct',
    kind: 'dir-awa-pre',
    legalBasis: '32009L0081',
    procedure: 'neg-wo-call',
    nature: 'supplies',
    buyer: 'Invented Defence Procurement Centre',
    buyerCountry: 'EE',
    buyerActivity: 'defence',
    place: 'EE008',
    texts: {
      et: {
        title: 'Kavandatav otsehange: välivormi lisakogus',
        description: 'Kehtiva raamlepingu lisakogus 4000 komplekti, sest tarne peab ühilduma olemasolevaga.',
      },
      en: {
        title: 'Intended direct award: more field uniforms',
        description: 'Another 4,000 sets under the running framework, as they must match those in use.',
      },
    },
    cpv: '35812000',
    otherCpv: [],
    valueEur: 980000,
    publishedDaysAgo: 1,
    deadlineInDays: 10,
    deadlineKind: 'tender',
    needsClearance: false,
    isEuFunded: false,
    lots: [],
    requirements: [],
  },
]
