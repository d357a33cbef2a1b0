import { escapeHtml } from './letter.ts'

// Letters style themselves in their markup, as mail programs want it; our own pages forbid that. So a letter is a
// document of its own, in a sandbox: no script, no form, nothing fetched, no address of ours, and only our pages frame it.
const policy = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
  'sandbox',
].join('; ')

/** The HTML of a letter as a page for a frame. */
export function answerLetter(subject: string, html: string): Response {
  const page = `<!doctype html><html><head><meta charset="utf-8"><title>${escapeHtml(subject)}</title></head><body>${html}</body></html>`
  return new Response(page, {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy,
      'cache-control': 'no-store',
    },
  })
}
