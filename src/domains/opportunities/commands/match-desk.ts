// Runs in a thread of its own: learning the labels takes seconds, and matching a morning's notices may too.

import type { CpvExample } from '#engines/matching/cpv-votes.ts'
import { buildLabelSpace, type LabelSpace } from '#engines/matching/label-space.ts'
import { buildMatcher, type Matcher } from '#engines/matching/match.ts'
import { buildCpvPredictor } from '#engines/matching/predict-cpv.ts'
import type { CpvLabels, Match, MatchCompany, MatchNotice } from '#engines/matching/types.ts'

/** What the desk is told or asked. Stamps say of which state of labels and members it speaks. */
export type DeskQuestion =
  | { kind: 'labels'; stamp: string; labels: ReadonlyMap<string, Readonly<Record<string, string>>> }
  | { kind: 'companies'; clusterId: string; stamp: string; companies: readonly MatchCompany[] }
  | {
      kind: 'match'
      clusterId: string
      labelStamp: string
      companyStamp: string
      notices: readonly MatchNotice[]
      /** ISO date. */
      today: string
      limit: number
    }
  | {
      kind: 'predict'
      labelStamp: string
      examples: readonly CpvExample[]
      texts: readonly { title: string; description: string; language: string }[]
      limit: number
    }

export type DeskAnswer =
  | { kind: 'learnt' }
  | { kind: 'needs'; what: 'labels' | 'companies' }
  | { kind: 'predictions'; predictions: readonly (readonly { code: string; score: number }[])[] }
  | { kind: 'matches'; matches: readonly (readonly Match[])[] }

const mostClusters = 16

/** Opens a desk that matches notices with members and keeps what it built until it is told something newer. */
export function openMatchDesk(): (question: DeskQuestion) => DeskAnswer {
  let labels: { stamp: string; labels: CpvLabels; space: LabelSpace | undefined } | undefined
  const matchers = new Map<string, { stamp: string; matcher: Matcher }>()

  return (question) => {
    if (question.kind === 'labels') {
      const space = question.labels.size === 0 ? undefined : buildLabelSpace(question.labels)
      labels = { stamp: question.stamp, labels: question.labels, space }
      matchers.clear()
      return { kind: 'learnt' }
    }
    if (question.kind === 'companies') {
      const matcher = buildMatcher({ companies: question.companies, space: labels?.space })
      matchers.delete(question.clusterId)
      matchers.set(question.clusterId, { stamp: question.stamp, matcher })
      const eldest = matchers.keys().next()
      if (matchers.size > mostClusters && !eldest.done) matchers.delete(eldest.value)
      return { kind: 'learnt' }
    }
    if (labels?.stamp !== question.labelStamp) return { kind: 'needs', what: 'labels' }
    if (question.kind === 'predict') {
      const { texts, examples, limit } = question
      const predictor = buildCpvPredictor({ labels: labels.labels, space: labels.space, examples })
      const predictions = texts.map((text) =>
        predictor.predict(text, text.language, limit).map(({ cpv, score }) => ({ code: cpv, score })),
      )
      return { kind: 'predictions', predictions }
    }
    const known = matchers.get(question.clusterId)
    if (known?.stamp !== question.companyStamp) return { kind: 'needs', what: 'companies' }
    const { today, limit } = question
    return {
      kind: 'matches',
      matches: question.notices.map((one) => known.matcher.match(one, { today, limit })),
    }
  }
}
