const special: Readonly<Record<string, string>> = {
  ł: 'l',
  ø: 'o',
  ß: 'ss',
  đ: 'd',
  æ: 'ae',
  œ: 'oe',
  ð: 'd',
  þ: 'th',
  ı: 'i',
}

/** Words as people mean them: lower case, no accents, no punctuation, single spaces. */
export function fold(text: string): string {
  return text
    .toLowerCase()
    .replace(/[łøßđæœðþı]/g, (letter) => special[letter] ?? letter)
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}
