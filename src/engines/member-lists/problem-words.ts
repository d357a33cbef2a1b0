/** What is wrong with a cell or row, and what to do: the English sentences. `{{cell}}` is what the cell says. */
export const problemWords = {
  'no-company-name': 'The row names no company. Enter the company’s name, or leave the row out.',
  'no-country':
    'The country is missing. Fill in the country, or choose one for the whole list under “Columns”.',
  'no-company': 'The row does not say to which company it belongs. Add the company’s name or register code.',
  'no-person-name': 'The row names nobody. Enter the person’s name.',
  'no-product-name': 'The row names no product or service.',
  'company-unknown':
    'There is no company “{{cell}}” here yet. Bring in the companies first, or correct the name.',
  'company-doubtful': '“{{cell}}” may be one of several companies. Say which one below.',
  'id-unknown': 'The Talgud ID “{{cell}}” belongs to nothing here. Empty the cell to add the row as new.',
  'status-order':
    'A membership cannot go from its present state to “{{cell}}”. Change it on the company’s page.',
  'tier-unknown':
    '“{{cell}}” is no kind of membership here. Add it under the kinds of membership, or correct the cell.',
  'contact-without-name': 'The contact has no name, so no person is added.',
  'too-long': 'The text is too long for this field and is left out. Please shorten it.',
  country: '“{{cell}}” is no country known here. Write its name or its two-letter code.',
  'register-code': '“{{cell}}” is not a register code of that country (in Estonia: eight digits).',
  'register-check':
    '“{{cell}}” cannot be a register code: its check digit is wrong. Look for a typing mistake.',
  'vat-form': '“{{cell}}” does not have the form of a VAT number.',
  'vat-check': '“{{cell}}” cannot be a VAT number: its check digit is wrong. Look for a typing mistake.',
  website: '“{{cell}}” is not the address of a website.',
  email: '“{{cell}}” is not an e-mail address.',
  phone: '“{{cell}}” is not a telephone number. Use digits, spaces and + only.',
  date: '“{{cell}}” is not a date. Write it as 31.12.2026 or 2026-12-31.',
  year: '“{{cell}}” is not a year.',
  number: '“{{cell}}” is not a number.',
  choice: '“{{cell}}” is not one of the choices of this field.',
  cpv: '“{{cell}}” holds no CPV code of eight digits.',
  nuts: '“{{cell}}” is not a NUTS code such as EE001.',
  ncage: '“{{cell}}” is not an NCAGE of five letters and digits.',
  'formula-error': 'The cell holds a spreadsheet’s error ({{cell}}). Correct the formula in the spreadsheet.',
  'first-of-several': '“{{cell}}” holds several; the first was taken.',
  'formula-as-text': 'The cell holds a formula. It was not calculated; its text is taken as it stands.',
  'date-order':
    'Day and month of “{{cell}}” could be exchanged. Check the order of dates chosen for the list.',
  'country-added': 'The country’s letters were put before “{{cell}}”.',
  'parts-left-out': 'Some parts of “{{cell}}” were not recognised and are left out.',
}

/** The sentence of a problem, for where there is no page. */
export function problemSentence(problem: { code: string; cell?: string }): string {
  const known: Readonly<Record<string, string>> = problemWords
  return (known[problem.code] ?? problem.code).replace('{{cell}}', problem.cell ?? '')
}
