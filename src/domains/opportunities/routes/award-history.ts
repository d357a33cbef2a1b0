import { type Endpoint, endpoint } from '#platform/http/endpoint.ts'
import { readAwardHistory } from '../queries/award-history.ts'
import { awardHistory, awardHistoryQuery } from '../schema/award-history.ts'

export const awardHistoryEndpoints: Endpoint[] = [
  endpoint({
    method: 'get',
    path: '/api/award-history',
    summary: 'Past awards by year, buyer, winner and field: who buys what from whom',
    tag: 'Opportunities',
    knock: [
      'cluster-manager',
      'cluster-staff',
      'company-admin',
      'company-member',
      'programme-officer',
      'auditor',
    ],
    query: awardHistoryQuery,
    answer: awardHistory,
    handle: ({ tx, actor, query }) => readAwardHistory(tx, actor, query),
  }),
]
