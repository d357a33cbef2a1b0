import type { ListField, ListKind } from '#values/member-list-fields.ts'
import { fold } from './fold.ts'

// How CiviCRM, Tendenci, HubSpot, Pipedrive, b2match, Swapcard, the ECCP's lists, registers and people head their
// columns, in English, Estonian, German, Finnish and, for the commonest, Swedish, Latvian, Lithuanian and French.
const words: Readonly<Record<ListField, string>> = {
  'company.id': 'talgud company id|talgudi ettevõtte id|talgud id of company',
  'company.legalName':
    'company|company name|legal name|organisation|organization|organisation name|organization name|name of organisation|name of organization|current employer|employer|account name|firm|business name|member organisation|member organization|member name|company legal name|legal entity|exhibitor|exhibitor name|organization - name|organisation official name|participant organisation|associated company|primary associated company|name of company|ettevõte|ettevõtte nimi|firma|firma nimi|ärinimi|asutus|organisatsioon|organisatsiooni nimi|liige|liikme nimi|äriühing|unternehmen|unternehmensname|firmenname|firmierung|mitgliedsunternehmen|organisationsname|yritys|yrityksen nimi|toiminimi|yhtiö|organisaatio|jäsenyritys|företag|företagsnamn|bolag|uzņēmums|nosaukums|įmonė|įmonės pavadinimas|entreprise|raison sociale|société|nom de l entreprise',
  'company.registerCode':
    'register code|registry code|registration code|reg code|reg no|reg nr|registration number|registration no|company number|company registration number|company code|legal identifier|sic code identifier|organisation number|business id|national id number|registrikood|reg kood|äriregistri kood|äriregistrikood|registreerimisnumber|handelsregisternummer|registernummer|hrb|y tunnus|ytunnus|rekisterinumero|organisationsnummer|org nr|orgnr|reģistrācijas numurs|reg numurs|įmonės kodas|siren|siret',
  'company.vatNumber':
    'vat|vat number|vat no|vat nr|vat id|vat code|vat registration number|tax id|tax number|kmkr|kmkr nr|kmkr number|kmk number|kmk nr|kmkn|käibemaksukohustuslase number|käibemaksunumber|km number|ust id|ust idnr|ustid|umsatzsteuer id|umsatzsteuer identifikationsnummer|alv numero|alv tunnus|alv nro|momsnummer|moms nr|pvn numurs|pvm kodas|numéro de tva|tva',
  'company.country':
    'country|country region|country code|country name|primary country|country of registration|country of establishment|organization - country|organisation country|country of address|billing country|riik|asukohariik|registreerimisriik|maa|kotimaa|land|staat|landeskennzeichen|sitzland|valsts|šalis|pays',
  'company.nuts': 'nuts|nuts code|nuts region|nuts 3|nuts3|nuts 2|region code|nuts kood|nuts koodi',
  'company.sizeClass':
    'size|size class|company size|organisation size|organization size|enterprise size|sme category|type of sme|suurus|suurusklass|ettevõtte suurus|unternehmensgröße|betriebsgröße|größe|größenklasse|koko|yrityskoko|kokoluokka|storlek',
  'company.employees':
    'employees|number of employees|no of employees|employee count|headcount|staff|fte|töötajaid|töötajate arv|töötajad|mitarbeiter|mitarbeiterzahl|anzahl mitarbeiter|beschäftigte|henkilöstö|henkilöstömäärä|työntekijöitä|antal anställda|darbinieku skaits|darbuotojų skaičius|effectif',
  'company.foundedYear':
    'founded|year founded|founded year|foundation year|year of foundation|year of establishment|established|established in|founding year|asutatud|asutamisaasta|asutamise aasta|gegründet|gründungsjahr|perustettu|perustamisvuosi|grundat|dibināts|įkurta',
  'company.website':
    'website|web site|web|url|homepage|home page|web page|webpage|website url|company website|company domain name|domain|domain name|organization website|organisation website|koduleht|veebileht|kodulehekülg|veebiaadress|webseite|internetseite|internet|internetadresse|kotisivu|kotisivut|verkkosivu|verkkosivut|www|www osoite|hemsida|mājaslapa|svetainė|site web|site internet',
  'company.ncage': 'ncage|cage|cage code|ncage code|ncage kood',
  'company.summaryEn':
    'description|summary|about|about us|company description|organisation description|organization description|short description|profile|company profile|description en|description english|summary in english|description in english|background|mission|activities|expertise|tutvustus inglise keeles|kirjeldus inglise keeles|beschreibung|kurzbeschreibung|unternehmensprofil|profil|kuvaus|esittely|yrityskuvaus|beskrivning|apraksts|aprašymas',
  'company.summaryEt':
    'tutvustus|kirjeldus|lühikirjeldus|ettevõtte tutvustus|tutvustus eesti keeles|kirjeldus eesti keeles|description estonian|description et|description in estonian|summary in estonian',
  'company.exportCountries':
    'export countries|export markets|export to|exports to|markets|target markets|target countries|countries of interest|geographic markets|ekspordiriigid|eksporditurud|ekspordib|sihtturud|sihtriigid|exportländer|exportmärkte|zielmärkte|vientimaat|vientimarkkinat|exportmarknader',
  'company.clearance':
    'facility clearance|clearance|security clearance|facility security clearance|fsc|facility clearance|riigisaladuse luba|riigisaladuse töötlemisluba|julgeolekuluba|sicherheitsbescheid|turvallisuusselvitys',
  'company.visibility': 'profile visibility|who sees the profile|kes profiili näeb|profiili nähtavus',
  'company.status':
    'membership status|status|member status|membership state|liikmesus|liikmestaatus|liikmelisuse staatus|liikmesuse staatus|staatus|mitgliedsstatus|mitgliedschaftsstatus|jäsenyyden tila|jäsenstatus',
  'company.tier':
    'tier|membership type|membership level|membership tier|member type|membership category|member class|liikmeklass|liikme tüüp|liikmetüüp|liikmekategooria|mitgliedsart|mitgliedskategorie|jäsenluokka|jäsentyyppi',
  'company.startsOn':
    'member since|membership start date|start date|join date|joined|date joined|join dt|membership since|liige alates|liitunud|liitumise kuupäev|liitumiskuupäev|mitglied seit|eintritt|eintrittsdatum|jäsen alkaen|liittynyt|liittymispäivä',
  'company.endsOn':
    'membership end date|end date|expiration date|expire dt|membership expires|renewal date|liige kuni|liikmesuse lõpp|kehtib kuni|mitglied bis|austritt|austrittsdatum|jäsen asti|jäsenyys päättyy',
  'person.id': 'talgud person id|talgudi isiku id',
  'person.name':
    'contact|contact person|contact name|full name|person|person name|display name|primary contact|contact full name|representative|main contact|person - name|attendee|delegate|participant|kontaktisik|kontakt|isik|isiku nimi|täisnimi|ees ja perekonnanimi|esindaja|ansprechpartner|ansprechperson|kontaktperson|vollständiger name|yhteyshenkilö|henkilö|koko nimi|kontaktpersona|kontaktinis asmuo|personne de contact',
  'person.firstName':
    'first name|firstname|given name|given names|forename|contact first name|person - first name|eesnimi|vorname|etunimi|förnamn|vārds|vardas|prénom',
  'person.lastName':
    'last name|lastname|surname|family name|contact last name|person - last name|perenimi|perekonnanimi|nachname|familienname|sukunimi|efternamn|uzvārds|pavardė|nom de famille',
  'person.jobTitle':
    'job title|title|position|role|function|job|job function|contact job title|person - job title|amet|ametikoht|ametinimetus|position im unternehmen|funktion|berufsbezeichnung|stelle|titteli|tehtävä|asema|titel|amats|pareigos|fonction|poste',
  'person.email':
    'email|e mail|email address|e mail address|contact email|contact e mail|primary email|work email|business email|person - email - work|email work|person - email|e post|epost|e posti aadress|e mail adresse|sähköposti|sähköpostiosoite|e postadress|e pasts|el paštas|courriel|adresse e mail',
  'person.phone':
    'phone|phone number|telephone|tel|mobile|mobile phone|mobile phone number|contact phone|work phone|primary phone|cell|cell phone|person - phone - work|person - phone|telefon|telefoninumber|mobiil|mobiiltelefon|tel nr|telefonnummer|mobilnummer|handy|rufnummer|puhelin|puhelinnumero|matkapuhelin|gsm|tālrunis|telefonas|téléphone',
  'person.language':
    'language|preferred language|communication language|keel|suhtluskeel|eelistatud keel|sprache|kieli|asiointikieli|språk',
  'person.roles': 'roles|contact roles|roles in the cluster|rollid|kontaktisiku rollid|rollen|roolit',
  'product.id': 'talgud product id|talgudi toote id',
  'product.name':
    'product|product name|service|service name|solution|solution name|product or service|product service|item|deal title|offer|offer title|opportunity|marketplace opportunity|toode|toote nimi|teenus|teenuse nimi|toode või teenus|lahendus|produkt|produktname|dienstleistung|lösung|tuote|tuotteen nimi|tuotenimi|palvelu|ratkaisu|tjänst|produkts|produktas|produit',
  'product.kind':
    'kind|type|product type|category|opportunity type|liik|tüüp|toote liik|art|produktart|tyyppi|laji',
  'product.descriptionEn':
    'product description|service description|description of product|offer description|toote kirjeldus inglise keeles|produktbeschreibung|tuotekuvaus',
  'product.descriptionEt':
    'product description in estonian|toote kirjeldus|teenuse kirjeldus|toote kirjeldus eesti keeles',
  'product.readiness':
    'trl|technology readiness level|readiness|readiness level|maturity|development stage|valmidusaste|tehnoloogia valmidusaste|tvt|technologiereifegrad|reifegrad|teknologinen valmiusaste|valmiusaste',
  'product.cpv': 'cpv|cpv code|cpv codes|cpv kood|cpv koodid|cpv koodi|cpv koodit',
  'product.controlStatus':
    'export control|export control status|dual use|controlled goods|strategic goods|ekspordikontroll|strateegiline kaup|ekspordikontrolli staatus|exportkontrolle|vientivalvonta|kaksikäyttö',
  'product.controlCode':
    'control code|export control code|control list code|eccn|dual use code|kontrollkood|kauba kood|ekspordikontrolli kood|güterlistennummer|valvontakoodi',
  'product.visibility': 'product visibility|who sees the product|kes toodet näeb|toote nähtavus',
}

// Words that mean what the list is about.
const byKind: Record<ListKind, Readonly<Record<string, ListField>>> = {
  companies: {
    ...of(
      'company.legalName',
      'name|nimi|nimetus|member|mitglied|jäsen|title|pealkiri|namn|nom|name en|full name',
    ),
    ...of('company.id', 'talgud id|talgudi id'),
    ...of('company.visibility', 'visibility|nähtavus'),
    ...of('company.sizeClass', 'type of company'),
  },
  people: {
    ...of('person.name', 'name|nimi|namn|nom'),
    ...of('person.id', 'talgud id|talgudi id'),
  },
  products: {
    ...of('product.name', 'name|nimi|nimetus|title|pealkiri|namn|nom'),
    ...of('product.id', 'talgud id|talgudi id'),
    ...of('product.descriptionEn', words['company.summaryEn']),
    ...of('product.descriptionEt', words['company.summaryEt']),
    ...of('product.visibility', 'visibility|nähtavus'),
  },
}

const known = new Map(
  (Object.entries(words) as [ListField, string][]).flatMap(([field, all]) =>
    all.split('|').map((word): [string, ListField] => [fold(word), field]),
  ),
)

/** The field a header names in a list of this kind; undefined when the word is not known. */
export function fieldNamed(header: string, kind: ListKind): ListField | undefined {
  // "Company name *", "Country (ISO)", "E-post:" and "Organisation: Name" mean what stands before the remark.
  const full = fold(header)
  const bare = fold(header.replace(/\([^)]*\)|\[[^\]]*\]/g, ' '))
  for (const word of [full, bare]) {
    const field = byKind[kind][word] ?? known.get(word)
    if (field) return field
  }
  return undefined
}

/** Whether any list could have this header. */
export function isKnownHeader(header: string): boolean {
  return (['companies', 'people', 'products'] as const).some((kind) => fieldNamed(header, kind) !== undefined)
}

function of(field: ListField, all: string): Record<string, ListField> {
  return Object.fromEntries(all.split('|').map((word) => [fold(word), field]))
}
