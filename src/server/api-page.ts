import { html, raw } from 'hono/html'
import type { App } from '#platform/http/app.ts'
import { openApiFacts } from '#platform/http/app.ts'

type Operation = {
  summary?: string
  description?: string
  tags?: string[]
  parameters?: { name: string; in: string; required?: boolean; schema?: unknown; description?: string }[]
  requestBody?: { content?: Record<string, { schema?: unknown }> }
  responses?: Record<string, { description?: string; content?: Record<string, { schema?: unknown }> }>
}

/** A browsable page of the API, rendered on the server from the same document programs read. */
export function serveApiPage(app: App): void {
  // Rendered once: every shape is described anew each time, and anybody may ask. Only the nonce is fresh.
  let page: string | undefined
  app.get('/api', async (context) => {
    page ??= String(await renderPage(app))
    return context.html(page.replaceAll(noncePlace, context.get('nonce' as never)))
  })
}

const noncePlace = '__NONCE__'

function renderPage(app: App) {
  const document = app.getOpenAPI31Document(openApiFacts)
  const paths = (document.paths ?? {}) as Record<string, Record<string, Operation>>
  const schemas = (document.components?.schemas ?? {}) as Record<string, unknown>
  const byTag = new Map<string, { method: string; path: string; operation: Operation }[]>()
  for (const [path, methods] of Object.entries(paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      const tag = operation.tags?.[0] ?? 'Other'
      byTag.set(tag, [...(byTag.get(tag) ?? []), { method, path, operation }])
    }
  }
  return html`<!doctype html>
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <title>API · Talgud</title>
          <style nonce="${noncePlace}">${raw(style)}</style>
        </head>
        <body>
          <main>
            <h1>The Talgud API</h1>
            <p>${document.info.description}</p>
            <p>The same as a document for programs: <a href="/api/openapi.json">openapi.json</a> (OpenAPI 3.1).</p>
            <nav aria-label="Parts">${[...byTag.keys()].map((tag) => html`<a href="#${anchor(tag)}">${tag}</a> `)}</nav>
            ${[...byTag].map(
              ([tag, operations]) => html`<section>
                <h2 id="${anchor(tag)}">${tag}</h2>
                ${operations.map(({ method, path, operation }) => renderOperation(method, path, operation))}
              </section>`,
            )}
            <section>
              <h2 id="shapes">Shapes</h2>
              ${Object.entries(schemas).map(
                ([name, schema]) =>
                  html`<details id="shape-${name}"><summary><code>${name}</code></summary>${renderJson(schema)}</details>`,
              )}
            </section>
          </main>
        </body>
      </html>`
}

function renderOperation(method: string, path: string, operation: Operation) {
  const body = operation.requestBody?.content?.['application/json']?.schema
  const [status, answer] =
    Object.entries(operation.responses ?? {}).find(([code]) => code !== 'default') ?? []
  const answerSchema = answer?.content?.['application/json']?.schema
  return html`<details>
    <summary><span class="method ${method}">${method.toUpperCase()}</span> <code>${path}</code> <span>${operation.summary}</span></summary>
    <p>${operation.description}</p>
    ${
      operation.parameters?.length
        ? html`<h3>Parameters</h3>
            <ul>${operation.parameters.map((one) => html`<li><code>${one.name}</code> in ${one.in}${one.required ? ', required' : ''} ${one.description ?? ''} ${renderJson(one.schema)}</li>`)}</ul>`
        : ''
    }
    ${body ? html`<h3>Body</h3>${renderJson(body)}` : ''}
    <h3>Answer ${status ?? ''}</h3>
    ${answerSchema ? renderJson(answerSchema) : html`<p>${answer?.description ?? 'Nothing'}</p>`}
  </details>`
}

function renderJson(value: unknown) {
  return html`<pre tabindex="0">${JSON.stringify(value, null, 2)}</pre>`
}

function anchor(tag: string): string {
  return tag.toLowerCase().replaceAll(/\W+/g, '-')
}

const style = `
:root { color-scheme: light dark; --line: light-dark(#d9dcd6, #3a403d); --soft: light-dark(#f5f5f1, #1d2220); --accent: light-dark(#0b5d57, #7cc9bf); }
body { font: 16px/1.5 system-ui, sans-serif; margin: 0; background: light-dark(#fff, #151918); color: light-dark(#1d2321, #e6e9e6); }
main { max-width: 60rem; margin: 0 auto; padding: 2rem 1rem 6rem; }
a { color: var(--accent); } nav a { margin-right: .75rem; }
h2 { margin-top: 2.5rem; } h3 { font-size: 1rem; margin: 1rem 0 .25rem; }
details { border-top: 1px solid var(--line); padding: .5rem 0; }
summary { cursor: pointer; min-height: 2rem; } summary span:last-child { opacity: .8; }
.method { display: inline-block; min-width: 4.5rem; font-weight: 600; color: var(--accent); }
pre { background: var(--soft); padding: .75rem; overflow: auto; max-height: 24rem; border-radius: 6px; font-size: .875rem; }
code { font-size: .95em; overflow-wrap: anywhere; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }`
