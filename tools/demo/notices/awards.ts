import type { DemoAward } from '../types.ts'

/** Invented awards: two to a group, one of them led from abroad, and one lost to a stranger. */
export const demoAwards: readonly DemoAward[] = [
  {
    key: 'award-border-picture',
    buyer: 'Made-up Border Guard',
    buyerCountry: 'EE',
    texts: {
      et: {
        title: 'Olukorrapildi süsteem',
        description: 'Sõlmitud leping ühise olukorrapildi, andurite lõimingu ja raadiosidemete kohta.',
      },
      en: {
        title: 'Situation picture system',
        description: 'Contract for a shared situation picture, sensor fusion and radio links.',
      },
    },
    cpv: '48810000',
    valueEur: 2150000,
    awardedDaysAgo: 80,
    tendersReceived: 3,
    winners: [
      { name: 'Ühendaja Näidis OÜ', country: 'EE', isLead: true, companyKey: 'uhendaja' },
      { name: 'Öösilm Näidis OÜ', country: 'EE', isLead: false, companyKey: 'oosilm' },
      { name: 'Sõlmeside Näidis OÜ', country: 'EE', isLead: false, companyKey: 'solmeside' },
    ],
  },
  {
    key: 'award-repair',
    buyer: 'Invented Defence Procurement Centre',
    buyerCountry: 'EE',
    texts: {
      et: {
        title: 'Sõjaväesõidukite remont, raamleping',
        description: 'Nelja-aastane raamleping ratassõidukite remondiks.',
      },
      en: {
        title: 'Repair of military vehicles, framework',
        description: 'Four-year framework for the repair of wheeled vehicles.',
      },
    },
    cpv: '50630000',
    valueEur: 6400000,
    awardedDaysAgo: 150,
    tendersReceived: 2,
    winners: [{ name: 'Vooluratas Näidis OÜ', country: 'EE', isLead: true, companyKey: 'vooluratas' }],
  },
  {
    key: 'award-uniforms',
    buyer: 'Sample Nordic Defence Logistics',
    buyerCountry: 'NO',
    texts: {
      en: {
        title: 'Winter clothing for three armies',
        description: 'Framework for winter clothing of three armies.',
      },
      et: {
        title: 'Talveriietus kolme riigi kaitseväele',
        description: 'Raamleping kolme riigi kaitseväe talveriietuse ostmiseks.',
      },
    },
    cpv: '18220000',
    valueEur: 22000000,
    awardedDaysAgo: 220,
    tendersReceived: 5,
    winners: [
      { name: 'Esimerkki Vaate Oy', country: 'FI', isLead: true },
      { name: 'Soomuslõng Näidis OÜ', country: 'EE', isLead: false, companyKey: 'soomuslong' },
    ],
  },
  {
    key: 'award-cyber',
    buyer: 'Invented Ministry of Interior Affairs',
    buyerCountry: 'EE',
    texts: {
      et: {
        title: 'Infosüsteemide turvatestimine',
        description: 'Leping 30 turvatesti kohta.',
      },
      en: {
        title: 'Security testing of information systems',
        description: 'Contract for 30 security tests.',
      },
    },
    cpv: '72820000',
    valueEur: 190000,
    awardedDaysAgo: 35,
    tendersReceived: 6,
    winners: [{ name: 'Võõraste Näidis Turve OÜ', country: 'EE', isLead: true }],
  },
]
