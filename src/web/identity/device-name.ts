/** A browser's own description in words people use: "Firefox, Windows". Only for display. */
export function deviceName(userAgent: string): { name: string; isPhone: boolean } {
  const browser = firstMatch(userAgent, browsers)
  const system = firstMatch(userAgent, systems)
  return {
    name: [browser, system].filter(Boolean).join(', '),
    isPhone: /Mobile|iPhone|Android/.test(userAgent),
  }
}

// In this order, because browsers name the ones they descend from.
const browsers: [RegExp, string][] = [
  [/Edg/, 'Edge'],
  [/OPR|Opera/, 'Opera'],
  [/Firefox|FxiOS/, 'Firefox'],
  [/Chrome|CriOS/, 'Chrome'],
  [/Safari/, 'Safari'],
]

const systems: [RegExp, string][] = [
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Mac OS/, 'macOS'],
  [/Linux/, 'Linux'],
]

function firstMatch(text: string, names: [RegExp, string][]): string | undefined {
  return names.find(([pattern]) => pattern.test(text))?.[1]
}
