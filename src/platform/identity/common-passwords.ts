// The words, runs and habits that leaked lists are made of. Of the passwords on such lists that reach the least
// length, nearly all are one of these, repeated, joined, or dressed with digits, signs and look-alike characters.
const words =
  'password passw0rd parool salasona letmein welcome tere teretere administrator admin qwerty qwertyuiop asdfgh asdfghjkl zxcvbn zxcvbnm iloveyou sunshine princess football baseball basketball dragon monkey master shadow superman batman starwars trustno1 whatever computer internet samsung google facebook liverpool chelsea arsenal barcelona manchester estonia eesti tallinn tartu talgud cluster klaster summer winter spring autumn suvi talv january february march april june july august september october november december monday friday secret changeme default guest login user test demo hello freedom michael jessica charlie jordan ashley daniel thomas hunter killer cheese butterfly chocolate cookie flower purple orange banana pokemon naruto minecraft fortnite correct horse battery staple correcthorsebatterystaple qazwsx qazwsxedc 1q2w3e4r 1q2w3e4r5t 1qaz2wsx 3edc4rfv zaq12wsx abc123 abcdef abcdefgh abcdefghijkl abcd1234 access security company office business'.split(
    ' ',
  )
const known = new Set(words)
const keyboard = [
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  '1234567890',
  '0123456789',
  'abcdefghijklmnopqrstuvwxyz',
  '1q2w3e4r5t6y7u8i9o0p',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm',
]
const lookAlikes: Record<string, string> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
}

/**
 * True for a password that leaked lists hold: after undressing (case, look-alike characters, digits and signs at the
 * ends) it is only listed words, keyboard or number runs, or one short piece repeated.
 */
export function isCommonPassword(password: string): boolean {
  const lower = password.toLowerCase()
  const forms = [lower, undress(lower), lower.replace(/[^a-zäöõüšž]/g, '')]
  return forms.some((form) => isOnlyKnown(form) || isRepeated(form))
}

function undress(text: string): string {
  return [...text.replace(/^[\W\d_]+|[\W\d_]+$/g, '')].map((c) => lookAlikes[c] ?? c).join('')
}

/** Cut greedily into listed words, runs and digits; nothing else may be left over. */
function isOnlyKnown(text: string): boolean {
  let left = text
  while (left.length > 0) {
    const piece = longestKnownStart(left)
    if (piece === 0) return left.length <= 2 && text.length - left.length >= 6
    left = left.slice(piece)
  }
  return true
}

function longestKnownStart(text: string): number {
  for (let length = Math.min(text.length, 26); length >= 4; length -= 1) {
    const start = text.slice(0, length)
    if (
      known.has(start) ||
      keyboard.some((row) => row.includes(start) || row.includes([...start].reverse().join('')))
    ) {
      return length
    }
  }
  return /^(?:\d+|[\W_]+)/.exec(text)?.[0].length ?? 0
}

function isRepeated(text: string): boolean {
  return text.length > 0 && /^(.{1,4})\1+.{0,3}$/.test(text)
}
