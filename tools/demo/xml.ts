/** One XML element as text. Attributes and content that are undefined are left out; text is escaped. */
export type Xml = { readonly xml: string }

export function element(name: string, ...content: (Xml | readonly Xml[] | string | undefined)[]): Xml {
  return withAttributes(name, {}, ...content)
}

export function withAttributes(
  name: string,
  attributes: Record<string, string>,
  ...content: (Xml | readonly Xml[] | string | undefined)[]
): Xml {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeText(value)}"`)
  return { xml: `<${name}${written.join('')}>${content.map(textOf).join('')}</${name}>` }
}

/** The innermost content wrapped in elements, outermost first: `nested(['a', 'b'], 'x')` is `<a><b>x</b></a>`. */
export function nested(
  names: readonly string[],
  ...content: (Xml | readonly Xml[] | string | undefined)[]
): Xml {
  const [first, ...rest] = names
  if (first === undefined) return { xml: content.map(textOf).join('') }
  return element(first, nested(rest, ...content))
}

function textOf(content: Xml | readonly Xml[] | string | undefined): string {
  if (content === undefined) return ''
  if (typeof content === 'string') return escapeText(content)
  return 'xml' in content ? content.xml : content.map((one) => one.xml).join('')
}

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}
