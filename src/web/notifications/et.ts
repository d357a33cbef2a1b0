import type { Words } from '#web/ui/text.ts'
import type { en } from './en.ts'

export const et: Words<typeof en> = {
  title: 'Teated',
  lead: 'Mis on juhtunud sellega, mida te jälgite.',
  list: 'Mis on uut',
  markAll: 'Märgi kõik loetuks',
  unread: 'uus',
  older: 'Näita varasemaid',
  empty: 'Midagi ei ole veel juhtunud',
  emptyHint:
    'Kui jälgite hanketeadet, saate siit teada, kui selle tähtaeg muutub, hange tühistatakse või võitja selgub.',
  toNotices: 'Vaata hanketeateid',
  choices: 'Kuidas soovite teada saada',
  choicesHint: 'Valik on ainult teie oma ja kehtib selles klastris.',
  way: {
    page: 'Ainult siin',
    mail: 'Siin ja kohe e-kirjaga',
    digest: 'Siin ja ühes e-kirjas kell 8 hommikul',
    off: 'Üldse mitte',
  },
  saved: 'Salvestatud',
}
