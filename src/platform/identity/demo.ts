/** The password of every demo account. Known to everybody, so it opens nothing outside a demo. */
export const demoPassword = 'talgud-demo'
