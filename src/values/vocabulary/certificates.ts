import type { Label } from '../country.ts'

/** `person` certificates belong to somebody; the others to the company or one of its products. */
export type CertificateKind = { code: string; holder: 'company' | 'product' | 'person'; label: Label }

const row = (code: string, holder: CertificateKind['holder'], en: string, et: string): CertificateKind => ({
  code,
  holder,
  label: { en, et },
})

/** Certificates tenders of this field ask for. */
export const certificateKinds: readonly CertificateKind[] = [
  row('iso-9001', 'company', 'ISO 9001 quality management', 'ISO 9001 kvaliteedijuhtimine'),
  row('iso-14001', 'company', 'ISO 14001 environmental management', 'ISO 14001 keskkonnajuhtimine'),
  row('iso-27001', 'company', 'ISO/IEC 27001 information security', 'ISO/IEC 27001 infoturve'),
  row('iso-45001', 'company', 'ISO 45001 health and safety at work', 'ISO 45001 töötervishoid ja tööohutus'),
  row('iso-22301', 'company', 'ISO 22301 business continuity', 'ISO 22301 talitluspidevus'),
  row('iso-17025', 'company', 'ISO/IEC 17025 testing laboratory', 'ISO/IEC 17025 katselabor'),
  row('iso-13485', 'company', 'ISO 13485 medical devices', 'ISO 13485 meditsiiniseadmed'),
  row(
    'aqap-2110',
    'company',
    'AQAP 2110 NATO quality: design and production',
    'AQAP 2110 NATO kvaliteet: projekteerimine ja tootmine',
  ),
  row('aqap-2120', 'company', 'AQAP 2120 NATO quality: production', 'AQAP 2120 NATO kvaliteet: tootmine'),
  row('aqap-2210', 'company', 'AQAP 2210 NATO quality: software', 'AQAP 2210 NATO kvaliteet: tarkvara'),
  row(
    'aqap-2310',
    'company',
    'AQAP 2310 NATO quality: aviation, space, defence',
    'AQAP 2310 NATO kvaliteet: lennundus, kosmos, kaitse',
  ),
  row(
    'as9100',
    'company',
    'AS/EN 9100 aerospace quality',
    'AS/EN 9100 lennundus- ja kosmosetööstuse kvaliteet',
  ),
  row('part-145', 'company', 'EASA Part-145 aircraft maintenance', 'EASA Part-145 lennukihooldus'),
  row(
    'fsc-national',
    'company',
    'Facility security clearance, national',
    'Riigisisene töötlusluba salastatud teabele',
  ),
  row('fsc-nato', 'company', 'Facility security clearance, NATO', 'NATO salastatud teabe töötlusluba'),
  row('fsc-eu', 'company', 'Facility security clearance, EU', 'EL-i salastatud teabe töötlusluba'),
  row('psc', 'person', 'Personnel security clearance', 'Isiku juurdepääsuluba'),
  row('cyber-essentials', 'company', 'Cyber Essentials', 'Cyber Essentials'),
  row(
    'e-its',
    'company',
    'Estonian information security standard (E-ITS)',
    'Eesti infoturbestandard (E-ITS)',
  ),
  row(
    'military-goods-producer',
    'company',
    'Licence to make or trade military goods',
    'Tegevusluba sõjarelvade ja lahingumoona alal',
  ),
  row(
    'strategic-goods-broker',
    'company',
    'Registered broker of strategic goods',
    'Registreeritud strateegilise kauba vahendaja',
  ),
  row('icp', 'company', 'Internal export control programme', 'Sisene ekspordikontrolli programm'),
  row('ce', 'product', 'CE marking', 'CE-märgis'),
  row('common-criteria', 'product', 'Common Criteria', 'Common Criteria'),
  row('tempest', 'product', 'TEMPEST emission protection', 'TEMPEST kiirguskaitse'),
  row('atex', 'product', 'ATEX explosive atmospheres', 'ATEX plahvatusohtlik keskkond'),
  row('oeko-tex', 'product', 'OEKO-TEX textile safety', 'OEKO-TEX tekstiili ohutus'),
]
