import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core'

/** Deep spruce: the one accent. Step 6 carries white text at 6.4:1, step 5 at 5:1 on the dark scheme. */
const spruce: MantineColorsTuple = [
  '#eaf4f2',
  '#d5e9e5',
  '#aed5cd',
  '#7fc0b4',
  '#4f9f92',
  '#2b7c70',
  '#1f6a60',
  '#175a51',
  '#124942',
  '#0c3732',
]

/** Greys with a little warmth, so that large calm surfaces do not look blue beside the spruce. */
const gray: MantineColorsTuple = [
  '#f8f7f4',
  '#efede8',
  '#e5e2db',
  '#d6d2c9',
  '#b8b2a6',
  '#8f897d',
  '#696459',
  '#514c43',
  '#38342d',
  '#22201b',
]

/** The dark scheme's own greys: 0 is text, 7 the page, 6 a card, 8 the sidebar. */
const dark: MantineColorsTuple = [
  '#e6e3dc',
  '#c4bfb5',
  '#a39e94',
  '#757064',
  '#45423b',
  '#33312c',
  '#242320',
  '#1b1a18',
  '#151412',
  '#0e0d0c',
]

const red: MantineColorsTuple = [
  '#fbe9e7',
  '#f6d3cf',
  '#ecaaa4',
  '#e58f87',
  '#d3645b',
  '#c1443a',
  '#b3362d',
  '#a52a22',
  '#842019',
  '#5f1711',
]

const fontFamily = "'Source Sans 3 Variable', 'Source Sans 3', system-ui, 'Segoe UI', Roboto, sans-serif"

export const theme = createTheme({
  colors: { spruce, gray, dark, red },
  primaryColor: 'spruce',
  primaryShade: { light: 6, dark: 5 },
  white: '#ffffff',
  black: '#22201b',
  fontFamily,
  fontFamilyMonospace: "ui-monospace, 'SF Mono', 'Cascadia Mono', Consolas, monospace",
  fontSizes: { xs: '0.8125rem', sm: '0.9375rem', md: '1rem', lg: '1.125rem', xl: '1.3125rem' },
  lineHeights: { xs: '1.4', sm: '1.45', md: '1.55', lg: '1.5', xl: '1.4' },
  spacing: { xs: '0.5rem', sm: '0.75rem', md: '1rem', lg: '1.5rem', xl: '2rem' },
  radius: { xs: '3px', sm: '5px', md: '8px', lg: '12px', xl: '20px' },
  defaultRadius: 'md',
  headings: {
    fontFamily,
    fontWeight: '620',
    textWrap: 'balance',
    sizes: {
      h1: { fontSize: '1.75rem', lineHeight: '1.22' },
      h2: { fontSize: '1.3125rem', lineHeight: '1.3' },
      h3: { fontSize: '1.0625rem', lineHeight: '1.4' },
      h4: { fontSize: '0.9375rem', lineHeight: '1.45' },
    },
  },
  shadows: {
    xs: '0 1px 2px rgb(34 32 27 / 6%)',
    sm: '0 1px 3px rgb(34 32 27 / 8%), 0 1px 2px rgb(34 32 27 / 5%)',
    md: '0 4px 16px rgb(34 32 27 / 10%), 0 1px 3px rgb(34 32 27 / 8%)',
    lg: '0 12px 32px rgb(34 32 27 / 14%)',
    xl: '0 20px 48px rgb(34 32 27 / 18%)',
  },
  respectReducedMotion: true,
  cursorType: 'pointer',
  components: {
    Button: { defaultProps: { size: 'sm' } },
    Paper: { defaultProps: { withBorder: true, radius: 'lg' } },
    Modal: { defaultProps: { centered: true, radius: 'lg', padding: 'lg' } },
    // Mantine writes <header>, which outside <main> counts as the banner of the whole page.
    ModalHeader: { defaultProps: { role: 'presentation' } },
    DrawerHeader: { defaultProps: { role: 'presentation' } },
    Drawer: { defaultProps: { padding: 'lg' } },
    Tooltip: { defaultProps: { openDelay: 250, events: { hover: true, focus: true, touch: true } } },
    // The placeholder is a focusable element without a role inside role=menu, which axe refuses.
    Menu: { defaultProps: { shadow: 'md', radius: 'md', withInitialFocusPlaceholder: false } },
    Popover: { defaultProps: { shadow: 'md', radius: 'md' } },
    Badge: { defaultProps: { radius: 'sm', variant: 'light' } },
  },
})

/** The tokens of the two schemes that Mantine has no name for, and those where its own contrast is too low. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {
    '--page-width': '76rem',
    '--reading-width': '42rem',
  },
  light: {
    '--mantine-color-body': '#f8f7f4',
    '--mantine-color-dimmed': '#696459',
    '--mantine-color-placeholder': '#777164',
    '--mantine-color-anchor': '#1f6a60',
    '--mantine-color-error': '#b3362d',
    '--mantine-color-red-light-color': '#9c2820',
    '--mantine-color-spruce-light-color': '#175a51',
    '--mantine-color-gray-light-color': '#514c43',
    '--mantine-color-orange-light-color': '#7f4c00',
    '--mantine-color-red-light': '#fbe9e7',
    '--mantine-color-spruce-light': '#e1efec',
    '--mantine-color-gray-light': '#efede8',
    '--mantine-color-orange-light': '#fbeed3',
    '--mantine-color-default-border': '#d6d2c9',
    '--surface': '#ffffff',
    '--surface-side': '#f1efea',
    '--surface-hover': '#f4f2ed',
    '--surface-chosen': '#e1efec',
    '--line': '#e5e2db',
    '--line-control': '#a39d90',
    '--accent-text': '#175a51',
    ...tones({
      plain: ['#efede8', '#514c43'],
      accent: ['#e1efec', '#175a51'],
      good: ['#e3f1e3', '#28622f'],
      warn: ['#fbeed3', '#7f4c00'],
      bad: ['#fbe9e7', '#9c2820'],
    }),
  },
  dark: {
    '--mantine-color-body': '#1b1a18',
    '--mantine-color-text': '#e6e3dc',
    '--mantine-color-dimmed': '#a39e94',
    '--mantine-color-placeholder': '#958f84',
    '--mantine-color-anchor': '#7fc0b4',
    '--mantine-color-error': '#ef9a92',
    '--mantine-color-red-light-color': '#f2aaa3',
    '--mantine-color-spruce-light-color': '#93cec3',
    '--mantine-color-gray-light-color': '#c4bfb5',
    '--mantine-color-orange-light-color': '#ecc277',
    '--mantine-color-red-light': '#47211d',
    '--mantine-color-spruce-light': '#1d3733',
    '--mantine-color-gray-light': '#33312c',
    '--mantine-color-orange-light': '#40300f',
    '--mantine-color-default-border': '#45423b',
    '--surface': '#242320',
    '--surface-side': '#151412',
    '--surface-hover': '#2c2a26',
    '--surface-chosen': '#1d3733',
    '--line': '#35332e',
    '--line-control': '#757064',
    '--accent-text': '#93cec3',
    ...tones({
      plain: ['#33312c', '#c4bfb5'],
      accent: ['#1d3733', '#93cec3'],
      good: ['#1f3522', '#97cf9d'],
      warn: ['#40300f', '#ecc277'],
      bad: ['#47211d', '#f2aaa3'],
    }),
  },
})

/** What a colour means. A tone never stands alone: its component also shows a word or a number. */
export type Tone = 'plain' | 'accent' | 'good' | 'warn' | 'bad'

function tones(pairs: Record<Tone, [string, string]>): Record<`--tone-${string}`, string> {
  const named: Record<`--tone-${string}`, string> = {}
  for (const [tone, [back, front]] of Object.entries(pairs)) {
    named[`--tone-${tone}-back`] = back
    named[`--tone-${tone}-front`] = front
  }
  return named
}
