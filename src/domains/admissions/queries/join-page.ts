import { html, raw } from 'hono/html'
import { countries } from '#values/vocabulary/countries.ts'
import { type JoinWords, joinWords } from './join-words.ts'

export type JoinView = {
  language: 'en' | 'et'
  clusterName: string
  /** The same page in the other language. */
  otherAddress: string
  nonce: string
}
type Field = keyof JoinWords['error']
export type FormView = {
  action: string
  values: Readonly<Record<string, string>>
  wrong: readonly string[]
  consent: string
  tiers: readonly { id: string; name: { en: string; et: string } }[]
  /** Staff's question, when the application came back. */
  question?: string
}
type Html = ReturnType<typeof html>

/** The form of a company that wants to join. It works without script, on any width. */
export function renderForm(view: JoinView, form: FormView): Html {
  const t = joinWords[view.language]
  const wrong = form.wrong.filter((name): name is Field => name in t.error)
  const question =
    form.question === undefined
      ? ''
      : html`<div class="note"><p>${t.asked}</p><blockquote>${form.question}</blockquote></div>`
  const title = form.question === undefined ? t.title : t.askedTitle
  const text = (name: Field, extra: Extra = {}) => textField(t, form, wrong, name, extra)
  return renderPage(
    view,
    wrong.length > 0 ? `! ${title}` : title,
    html`<h1>${title}</h1>
      ${question || html`<p class="lead">${t.lead}</p>`}
      ${
        wrong.length > 0
          ? html`<div class="wrong" role="alert" id="errors"><p>${t.errors}</p><ul>${wrong.map(
              (name) => html`<li><a href="#${name}">${t.error[name]}</a></li>`,
            )}</ul></div>`
          : ''
      }
      <form method="post" action="${form.action}" novalidate>
        <fieldset><legend>${t.company}</legend>
          ${text('legalName', { autocomplete: 'organization' })}
          ${choice(t, form, wrong, 'country', t.country, countryOptions(view.language))}
          ${text('registerCode', { hint: t.registerCodeHint, needed: false })}
          ${text('vatNumber', { hint: t.vatNumberHint, optional: true })}
          ${text('address', { hint: t.addressHint, autocomplete: 'street-address' })}
          ${text('website', { optional: true, autocomplete: 'url', inputmode: 'url' })}
          ${area(t, form, wrong)}
          ${choice(t, form, wrong, 'tierId', t.tier, [
            ['', t.tierUnknown],
            ...form.tiers.map((tier): [string, string] => [tier.id, tier.name[view.language]]),
          ])}
        </fieldset>
        <fieldset><legend>${t.contact}</legend>
          ${text('contactName', { autocomplete: 'name' })}
          ${text('contactTitle', { optional: true, autocomplete: 'organization-title' })}
          ${text('contactEmail', { hint: t.contactEmailHint, autocomplete: 'email', type: 'email', fixed: form.question !== undefined })}
          ${text('contactPhone', { optional: true, autocomplete: 'tel', type: 'tel' })}
        </fieldset>
        <div class="trap" aria-hidden="true"><label for="fax">${t.honeypot}</label><input id="fax" name="fax" tabindex="-1" autocomplete="off" /></div>
        <fieldset><legend>${t.consentTitle}</legend>
          ${form.consent.split(/\n+/).map((part) => html`<p>${part}</p>`)}
          <p class="check"><input type="checkbox" id="consent" name="consent" value="yes" required
            ${wrong.includes('consent') ? raw('aria-invalid="true" aria-describedby="consent-error"') : ''}
            ${form.values.consent === 'yes' ? raw('checked') : ''} />
            <label for="consent">${t.consent}</label></p>
          ${errorOf(t, wrong, 'consent')}
        </fieldset>
        <button type="submit">${form.question === undefined ? t.send : t.resend}</button>
      </form>`,
  )
}

/** A page that only says something. */
export function renderWords(view: JoinView, title: string, text: string, more: Html | '' = ''): Html {
  return renderPage(view, title, html`<h1>${title}</h1><p class="lead">${text}</p>${more}`)
}

/** The one button behind the mailed link: opening the link alone confirms nothing, as mail scanners open it too. */
export function renderConfirm(view: JoinView, action: string, legalName: string): Html {
  const t = joinWords[view.language]
  return renderWords(
    view,
    t.confirmTitle,
    t.confirmText,
    html`<p class="name">${legalName}</p><form method="post" action="${action}"><button type="submit">${t.confirm}</button></form>`,
  )
}

type Extra = {
  hint?: string
  /** Says so beside the label. */
  optional?: boolean
  /** False where the hint says who needs it. */
  needed?: boolean
  autocomplete?: string
  inputmode?: string
  type?: string
  /** Shown, not changed. */
  fixed?: boolean
}

function textField(t: JoinWords, form: FormView, wrong: readonly Field[], name: Field, extra: Extra): Html {
  const label = t[name as keyof JoinWords] as string
  return html`<div class="field">
    <label for="${name}">${label}${extra.optional ? html` <span class="soft">(${t.optional})</span>` : ''}</label>
    ${extra.hint ? html`<p class="hint" id="${name}-hint">${extra.hint}</p>` : ''}
    ${errorOf(t, wrong, name)}
    <input id="${name}" name="${name}" type="${extra.type ?? 'text'}" value="${form.values[name] ?? ''}" maxlength="300"
      ${extra.autocomplete ? raw(`autocomplete="${extra.autocomplete}"`) : ''} ${extra.inputmode ? raw(`inputmode="${extra.inputmode}"`) : ''}
      ${extra.optional || extra.needed === false ? '' : raw('required')} ${extra.fixed ? raw('readonly') : ''} ${described(wrong, name, Boolean(extra.hint))} />
  </div>`
}

function area(t: JoinWords, form: FormView, wrong: readonly Field[]): Html {
  return html`<div class="field">
    <label for="summary">${t.summary}</label>
    <p class="hint" id="summary-hint">${t.summaryHint}</p>
    ${errorOf(t, wrong, 'summary')}
    <textarea id="summary" name="summary" rows="5" maxlength="2000" required ${described(wrong, 'summary', true)}>${form.values.summary ?? ''}</textarea>
  </div>`
}

function choice(
  t: JoinWords,
  form: FormView,
  wrong: readonly Field[],
  name: Field,
  label: string,
  options: readonly [string, string][],
): Html {
  return html`<div class="field">
    <label for="${name}">${label}</label>
    ${errorOf(t, wrong, name)}
    <select id="${name}" name="${name}" ${described(wrong, name, false)}>${options.map(
      ([value, words]) =>
        html`<option value="${value}" ${form.values[name] === value ? raw('selected') : ''}>${words}</option>`,
    )}</select>
  </div>`
}

function errorOf(t: JoinWords, wrong: readonly Field[], name: Field): Html | '' {
  return wrong.includes(name) ? html`<p class="error" id="${name}-error">${t.error[name]}</p>` : ''
}

// `name` is one of our own field names: nothing of a visitor is written raw.
function described(wrong: readonly Field[], name: Field, hasHint: boolean) {
  const isWrong = wrong.includes(name)
  const ids = [...(hasHint ? [`${name}-hint`] : []), ...(isWrong ? [`${name}-error`] : [])]
  const by = ids.length > 0 ? `aria-describedby="${ids.join(' ')}"` : ''
  return raw(`${by}${isWrong ? ' aria-invalid="true"' : ''}`)
}

function countryOptions(language: 'en' | 'et'): [string, string][] {
  const collator = new Intl.Collator(language)
  return countries
    .map(({ code, label }): [string, string] => [code, label[language]])
    .sort((a, b) => collator.compare(a[1], b[1]))
}

function renderPage(view: JoinView, title: string, content: Html): Html {
  const t = joinWords[view.language]
  const other = view.language === 'en' ? 'et' : 'en'
  return html`<!doctype html>
<html lang="${view.language}">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="robots" content="noindex" />
    <!-- Without a referrer of its own a browser sends the form with no origin, and is taken for another site. -->
    <meta name="referrer" content="same-origin" />
    <meta name="color-scheme" content="light dark" />
    <title>${title} · ${view.clusterName}</title>
    <style nonce="${view.nonce}">${raw(style)}</style>
  </head>
  <body>
    <header><strong>${view.clusterName}</strong><a href="${view.otherAddress}" lang="${other}" hreflang="${other}">${t.other}</a></header>
    <main>${content}</main>
    <footer><p>${t.footer}</p></footer>
  </body>
</html>`
}

// The colours and measures of the signed-in pages (src/web/ui/theme.ts), written out: these pages load nothing else.
const style = `
:root { color-scheme: light dark; --page: light-dark(#f8f7f4, #1b1a18); --surface: light-dark(#fff, #242320); --text: light-dark(#26231d, #e6e3dc);
  --soft: light-dark(#696459, #a39e94); --line: light-dark(#a39d90, #757064); --edge: light-dark(#e5e2db, #35332e);
  --accent: light-dark(#1f6a60, #7fc0b4); --on-accent: light-dark(#fff, #10211e); --bad: light-dark(#9c2820, #f2aaa3); --bad-back: light-dark(#fbe9e7, #47211d); --good-back: light-dark(#e1efec, #1d3733); }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text); font: 1rem/1.55 "Source Sans 3 Variable", "Source Sans 3", system-ui, sans-serif; }
header { display: flex; flex-wrap: wrap; gap: .5rem 1.5rem; justify-content: space-between; align-items: center; padding: 1rem max(1rem, calc(50vw - 21rem)); border-bottom: 1px solid var(--edge); background: var(--surface); }
main { max-width: 44rem; margin: 0 auto; padding: 2rem 1rem; }
footer { max-width: 44rem; margin: 0 auto; padding: 0 1rem 3rem; color: var(--soft); font-size: .875rem; }
h1 { font-size: 1.75rem; line-height: 1.22; margin: 0 0 .5rem; text-wrap: balance; }
.lead { margin: 0 0 1.5rem; max-width: 40rem; } .soft, .hint { color: var(--soft); } .name { font-size: 1.25rem; font-weight: 600; overflow-wrap: anywhere; }
a { color: var(--accent); } header a { padding: .5rem 0; }
fieldset { border: 1px solid var(--edge); border-radius: 12px; background: var(--surface); padding: 1rem 1.25rem 1.25rem; margin: 0 0 1.25rem; min-width: 0; }
legend { font-weight: 620; font-size: 1.0625rem; padding: 0 .375rem; }
.field { margin-top: 1rem; } .field:first-of-type { margin-top: 0; } label { font-weight: 560; } .hint, .error { margin: .125rem 0 .25rem; font-size: .9375rem; }
input:not([type=checkbox]), select, textarea { display: block; width: 100%; margin-top: .25rem; padding: .5rem .75rem; min-height: 2.75rem; border: 1px solid var(--line); border-radius: 8px; background: var(--surface); color: inherit; font: inherit; }
input[readonly] { background: var(--page); } [aria-invalid=true] { border-color: var(--bad) !important; border-width: 2px !important; }
.check { display: flex; gap: .75rem; align-items: center; min-height: 2.75rem; margin: .5rem 0 0; } .check input { width: 1.375rem; height: 1.375rem; flex: none; accent-color: var(--accent); }
.error { color: var(--bad); font-weight: 560; } .wrong { background: var(--bad-back); color: var(--bad); border-radius: 8px; padding: .75rem 1.25rem; margin-bottom: 1.25rem; } .wrong p { margin: 0; font-weight: 620; } .wrong ul { margin: .25rem 0 0; padding-left: 1.25rem; } .wrong a { color: inherit; }
.note { background: var(--good-back); border-radius: 8px; padding: .75rem 1.25rem; margin: 1rem 0 1.5rem; } .note p { margin: 0; font-weight: 620; } blockquote { margin: .25rem 0 0; white-space: pre-line; }
button { font: inherit; font-weight: 600; min-height: 2.75rem; padding: .625rem 1.5rem; border: 0; border-radius: 8px; background: var(--accent); color: var(--on-accent); cursor: pointer; }
@media (max-width: 30em) { button { width: 100%; } }
.trap { position: absolute; left: -100vw; width: 1px; height: 1px; overflow: hidden; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }`
