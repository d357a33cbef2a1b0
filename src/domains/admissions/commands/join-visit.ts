import type { Context } from 'hono'
import { Refusal } from '#platform/errors.ts'
import type { House } from '#platform/house.ts'
import { readBytes, refuseNul } from '#platform/http/body.ts'
import { type FormView, type JoinView, renderConfirm, renderForm, renderWords } from '../queries/join-page.ts'
import { joinWords } from '../queries/join-words.ts'
import { applicationForm } from '../schema.ts'
import {
  applicationBehind,
  apply,
  completeApplication,
  confirmApplication,
  type JoinHome,
  joinHome,
  type KeptApplication,
} from './apply.ts'

type Visit = { house: House; context: Context; address: string; slug: string }

/** The form, empty; or the word that a mail is on its way. */
export function showJoin(visit: Visit): Promise<Response> {
  return page(visit, `/c/${visit.slug}/join`, async (home, view) => {
    const t = joinWords[view.language]
    if (visit.context.req.query('sent') !== undefined) return renderWords(view, t.sentTitle, t.sent)
    if (!home.isOpen) return renderWords(view, t.closedTitle, t.closed)
    return renderForm(view, formOf(home, view, `/c/${visit.slug}/join`, { country: 'EE' }, []))
  })
}

/** Takes the form. A robot that filled in the trap is told the same as everybody. */
export function sendJoin(visit: Visit): Promise<Response> {
  const { house, context, slug, address } = visit
  const here = `/c/${slug}/join`
  return page(visit, here, async (home, view) => {
    const t = joinWords[view.language]
    if (!home.isOpen) return renderWords(view, t.closedTitle, t.closed)
    const { values, isRobot } = await readForm(context)
    const read = applicationForm.safeParse(values)
    if (!isRobot && !read.success) {
      return wrong(renderForm(view, formOf(home, view, here, values, wrongIn(read.error))))
    }
    if (!isRobot && read.success) await apply(house, home, address, view.language, read.data)
    return context.redirect(`${here}?sent&lang=${view.language}`, 303)
  })
}

/** Where the mailed link leads. */
export function showApplication(visit: Visit, token: string): Promise<Response> {
  const here = `/c/${visit.slug}/application/${token}`
  return page(visit, here, async (home, view) => {
    const kept = await applicationBehind(visit.house, home, token)
    return renderState(home, view, here, kept)
  })
}

export function confirmJoin(visit: Visit, token: string): Promise<Response> {
  const here = `/c/${visit.slug}/application/${token}`
  return page(visit, here, async (home, view) => {
    await confirmApplication(visit.house, home, token)
    return visit.context.redirect(`${here}?lang=${view.language}`, 303)
  })
}

/** Takes the completed application after a question. */
export function completeJoin(visit: Visit, token: string): Promise<Response> {
  const here = `/c/${visit.slug}/application/${token}`
  return page(visit, here, async (home, view) => {
    const kept = await applicationBehind(visit.house, home, token)
    const { values } = await readForm(visit.context)
    const sent = { ...values, contactEmail: kept.contactEmail }
    const read = applicationForm.safeParse(sent)
    if (!read.success) {
      const question = kept.question ?? ''
      return wrong(renderForm(view, { ...formOf(home, view, here, sent, wrongIn(read.error)), question }))
    }
    await completeApplication(visit.house, home, token, read.data)
    return visit.context.redirect(`${here}?lang=${view.language}`, 303)
  })
}

function renderState(home: JoinHome, view: JoinView, here: string, kept: KeptApplication) {
  const t = joinWords[view.language]
  if (kept.status === 'unconfirmed')
    return renderConfirm(view, `${here}/confirmation?lang=${view.language}`, kept.legalName)
  if (kept.status === 'asked') {
    const values = Object.fromEntries(
      Object.entries(kept).map(([name, value]) => [name, String(value ?? '')]),
    )
    return renderForm(view, { ...formOf(home, view, here, values, []), question: kept.question ?? '' })
  }
  if (kept.status === 'declined') return renderWords(view, t.declinedTitle, kept.reason ?? '')
  return kept.status === 'approved'
    ? renderWords(view, t.approvedTitle, t.approved)
    : renderWords(view, t.waitingTitle, t.waiting)
}

type Page = ReturnType<typeof renderForm>
type Wrong = { page: Page; status: 422 }

function wrong(made: Page): Wrong {
  return { page: made, status: 422 }
}

/** Finds the cluster and the language, and answers whatever goes wrong as a page too. */
async function page(
  { house, context, slug }: Visit,
  here: string,
  make: (home: JoinHome, view: JoinView) => Promise<Page | Wrong | Response>,
): Promise<Response> {
  const home = await joinHome(house, slug)
  const asked = context.req.query('lang')
  const language = asked === 'en' || asked === 'et' ? asked : languageOf(context, home)
  const sent = context.req.query('sent') === undefined ? '' : 'sent&'
  const view = {
    language,
    clusterName: home.name,
    otherAddress: `${here}?${sent}lang=${language === 'en' ? 'et' : 'en'}`,
    nonce: context.get('nonce'),
  }
  try {
    const made = await make(home, view)
    if (made instanceof Response) return made
    if ('status' in made) return context.html(await made.page, made.status)
    return context.html(await made)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const t = joinWords[language]
    if (error.status === 404) return context.html(await renderWords(view, t.goneTitle, t.gone), 404)
    if (error.status === 429) return context.html(await renderWords(view, t.tooManyTitle, t.tooMany), 429)
    if (error.status === 409) return context.redirect(`${here}?lang=${language}`, 303)
    throw error
  }
}

function languageOf(context: Context, home: JoinHome): 'en' | 'et' {
  const first = /^\s*([a-z]{2})/i.exec(context.req.header('accept-language') ?? '')?.[1]?.toLowerCase()
  return first === 'en' || first === 'et' ? first : home.language
}

function formOf(
  home: JoinHome,
  view: JoinView,
  action: string,
  values: Record<string, string>,
  wrongFields: readonly string[],
): FormView {
  const consent = home.consent?.words[view.language] ?? ''
  return { action: `${action}?lang=${view.language}`, values, wrong: wrongFields, consent, tiers: home.tiers }
}

const formType = /^application\/x-www-form-urlencoded\s*(;|$)/i

async function readForm(context: Context): Promise<{ values: Record<string, string>; isRobot: boolean }> {
  if (!formType.test(context.req.header('content-type') ?? '')) {
    throw new Refusal('platform/wrong-type', 415, 'This address takes a form.')
  }
  const text = new TextDecoder().decode(await readBytes(context, 64 * 1024))
  const values: Record<string, string> = {}
  for (const [name, value] of new URLSearchParams(text)) {
    refuseNul(value)
    values[name] = value
  }
  return { values, isRobot: (values.fax ?? '') !== '' }
}

function wrongIn(error: { issues: readonly { path: PropertyKey[] }[] }): string[] {
  return [...new Set(error.issues.map(({ path }) => String(path[0])))]
}
