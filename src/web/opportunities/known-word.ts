/** Whether the room has a word for this code; codes come from notices, which may hold any. */
export function isKnown<T extends object>(words: T, code: string): code is keyof T & string {
  return Object.hasOwn(words, code)
}
