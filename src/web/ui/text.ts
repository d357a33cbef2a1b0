import i18next from 'i18next'
import { initReactI18next, useTranslation } from 'react-i18next'

export const languages = ['en', 'et'] as const
export type Language = (typeof languages)[number]

/** The shape of `et.ts`: the very keys of `en.ts`, so a missing sentence does not compile. */
export type Words<T> = { [K in keyof T]: T[K] extends string ? string : Words<T[K]> }

/** Says a sentence: `t('companies.title')`, `t('companies.found', { count: 3 })`. */
export type Text<T> = (key: Key<T>, values?: Record<string, string | number>) => string

export type RoomText<T> = {
  /** The room's sentences in the language of the page. */
  useText: () => Text<T>
  /** Fetches the sentences ahead, together with a page of the room. */
  load: () => Promise<void>
}

/**
 * A room's sentences, kept in its `en.ts` and `et.ts` and fetched with its first page:
 * `export const { useText, load } = roomText('members', { en: () => import('./en.ts')…, et: … })`.
 */
export function roomText<T extends object>(
  room: string,
  sources: { en: () => Promise<{ en: T }>; et: () => Promise<{ et: Words<T> }> },
): RoomText<T> {
  rooms.set(room, { en: async () => (await sources.en()).en, et: async () => (await sources.et()).et })
  return {
    useText: () => {
      const { t } = useTranslation(room)
      return t as unknown as Text<T>
    },
    load: () => i18next.loadNamespaces(room),
  }
}

/** Whether a room of this name has sentences. */
export function hasRoom(room: string): boolean {
  return rooms.has(room)
}

/** Starts in the language this browser used last, else in the browser's own. */
export async function startText(): Promise<void> {
  i18next.on('languageChanged', (language) => {
    document.documentElement.lang = language
  })
  await i18next
    .use(initReactI18next)
    .use({ type: 'backend', init: () => {}, read: readRoom })
    .init({
      lng: firstLanguage(),
      fallbackLng: false,
      supportedLngs: languages,
      ns: [],
      keySeparator: '.',
      // React escapes everything it shows.
      interpolation: { escapeValue: false },
    })
}

/** Shows the page in another language and remembers it for the next visit; nothing else is kept in the browser. */
export async function changeLanguage(language: Language): Promise<void> {
  remember(language)
  if (language !== i18next.language) await i18next.changeLanguage(language)
}

/** The language of the page. */
export function useLanguage(): Language {
  const { i18n } = useTranslation()
  return isLanguage(i18n.language) ? i18n.language : 'en'
}

type Key<T, Before extends string = ''> = {
  [K in keyof T & string]: T[K] extends string ? `${Before}${Singular<K>}` : Key<T[K], `${Before}${K}.`>
}[keyof T & string]

type Singular<K extends string> = K extends `${infer Base}_one` | `${infer Base}_other` ? Base : K

type Sources = Record<Language, () => Promise<object>>
const rooms = new Map<string, Sources>()
const storageKey = 'talgud-language'

function readRoom(language: string, room: string, done: (error: unknown, words: object | null) => void) {
  const sources = rooms.get(room)
  if (!sources || !isLanguage(language))
    return done(new Error(`No words for room ${room} in ${language}`), null)
  sources[language]().then(
    (words) => done(null, words),
    (error: unknown) => done(error, null),
  )
}

function firstLanguage(): Language {
  const remembered = readRemembered()
  if (isLanguage(remembered)) return remembered
  return navigator.language.startsWith('et') ? 'et' : 'en'
}

function isLanguage(word: unknown): word is Language {
  return word === 'en' || word === 'et'
}

function readRemembered(): string | null {
  try {
    return localStorage.getItem(storageKey)
  } catch {
    // Storage may be forbidden; the page works without.
    return null
  }
}

function remember(language: Language) {
  try {
    localStorage.setItem(storageKey, language)
  } catch {
    // As above.
  }
}
