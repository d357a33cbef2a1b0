import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { readTopics } from './ft-topics.ts'
import { textOfHtml } from './html-text.ts'

const bytesOf = (value: unknown) =>
  new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value))

/** One result as the portal's search answers it. */
const result = {
  reference: '51468068TOPICSen',
  url: 'https://ec.europa.eu/x',
  content: 'Sensor fusion',
  metadata: {
    identifier: ['EDF-2026-RA-SENS-01'],
    title: ['Sensor &amp; fusion'],
    status: ['31094501'],
    callIdentifier: ['EDF-2026-RA'],
    callTitle: ['Research actions'],
    frameworkProgramme: ['44181033'],
    startDate: ['2026-02-11T00:00:00.000+0000'],
    deadlineDate: ['2026-10-15T00:00:00.000+0000'],
    deadlineModel: ['two-stage'],
    typesOfAction: ['EDF Research Actions'],
    descriptionByte: [
      '<p>Objective:<br>See &lt;far&gt;</p><ul><li>one</li><li>two</li></ul><script>alert(1)</script>',
    ],
    topicConditions: ['<p>Section 6 of the call document.</p>'],
    actions: [
      JSON.stringify([
        {
          types: [{ typeOfAction: 'EDF RA' }],
          plannedOpeningDate: '11 February 2026',
          deadlineDates: ['15 October 2026', '20 January 2027'],
        },
      ]),
    ],
    budgetOverview: [
      JSON.stringify({
        budgetTopicActionMap: {
          '1': [
            { action: 'EDF-2026-RA-OTHER-01 - EDF RA', budgetYearMap: { '2026': '9' }, maxContribution: 9 },
            {
              action: 'EDF-2026-RA-SENS-01 - EDF RA',
              budgetYearMap: { '2026': '24000000', '2027': 1000000 },
              minContribution: 0,
              maxContribution: '12500000',
              expectedGrants: 2,
            },
          ],
        },
      }),
    ],
  },
}

describe('topics of the EU portal', () => {
  test('are read from a search answer, with all days and their own budget only', () => {
    const [read] = readTopics(bytesOf({ results: [result], totalResults: 1 }))

    expect(read).toMatchObject({
      name: 'EDF-2026-RA-SENS-01',
      topic: {
        format: 'ft-topic',
        key: 'ft:EDF-2026-RA-SENS-01',
        kind: 'eu-call',
        isDefence: true,
        publicationDate: '2026-02-11',
        title: { en: 'Sensor & fusion' },
        description: { en: 'Objective:\nSee <far>\n• one\n• two' },
        estimatedValue: { cents: 2_500_000_000, currency: 'EUR' },
        // 17:00 in Brussels, in summer time.
        tenderDeadline: { date: '2026-10-15', time: '15:00:00', offset: '+00:00' },
        topic: {
          identifier: 'EDF-2026-RA-SENS-01',
          callIdentifier: 'EDF-2026-RA',
          programme: 'European Defence Fund',
          status: 'forthcoming',
          opensOn: '2026-02-11',
          deadlines: ['2026-10-15', '2027-01-20'],
          deadlineModel: 'two-stage',
          budgetMin: undefined,
          budgetMax: 1_250_000_000,
          expectedGrants: 2,
          conditions: 'Section 6 of the call document.',
        },
      },
    })
  })

  test('are read one a line as well, and what is none is refused in its place', () => {
    const lines = [JSON.stringify(result), '{"metadata":{"title":["Nameless"]}}', 'not json'].join('\n')

    expect(readTopics(bytesOf(lines)).map((one) => ('refused' in one ? one.refused.code : one.name))).toEqual(
      ['EDF-2026-RA-SENS-01', 'notice/missing-identifier', 'notice/missing-identifier'],
    )
    expect(readTopics(bytesOf('{"invoices":[]}'))).toMatchObject([{ refused: { code: 'notice/not-topics' } }])
    expect(readTopics(bytesOf('[1,null,"x"]'))).toHaveLength(3)
  })

  const shared = resolve(
    import.meta.dirname,
    '../../../../shared/data/calls/ft-portal-defence-security-topics-2026-08.jsonl.gz',
  )
  test.skipIf(!existsSync(shared))('of August 2026 are all taken', () => {
    const read = readTopics(gunzipSync(readFileSync(shared)))
    const topics = read.flatMap((one) => ('topic' in one ? [one.topic] : []))

    expect([read.length, topics.length]).toEqual([109, 109])
    expect(topics.filter((one) => one.topic?.programme === 'European Defence Fund')).toHaveLength(37)
    expect(topics.filter((one) => one.tenderDeadline === undefined)).toEqual([])
    expect(topics.some((one) => /<\/?(p|br|li|script)\b/i.test(JSON.stringify(one)))).toBe(false)
  })
})

describe('the words of an HTML text', () => {
  test('keep nothing that could run', () => {
    const hostile =
      'a<img src=x onerror=alert(1)>b<script>c</script>d<style>e</style>f<!-- g -->h&#60;i&#x3e;<svg/onload=j>k'

    expect(textOfHtml(hostile)).toBe('abdfh<i>k')
  })

  test('keep lone brackets, and end where a tag never closes', () => {
    expect(textOfHtml('x < y &amp; z <b')).toBe('x < y & z')
    expect(textOfHtml('<script>never closed')).toBe('')
    expect(textOfHtml('&#0;&#xd800;&#99999999;&unknown;')).toBe('&#99999999;&unknown;')
  })

  test('are found in a moment however it is made', () => {
    const began = performance.now()
    textOfHtml('<'.repeat(500_000))
    textOfHtml('<script>'.repeat(100_000))
    textOfHtml('<p>&#'.repeat(100_000))

    expect(performance.now() - began).toBeLessThan(5_000)
  })
})
