import { createRoute, type RouteConfig } from '@hono/zod-openapi'
import * as z from 'zod'
import { scopeOf } from '#platform/identity/rules.ts'
import type { Endpoint } from './endpoint.ts'

/** The problem shape every refusal is answered with. */
export const problemShape = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    code: z.string(),
    requestId: z.string(),
    data: z.record(z.string(), z.unknown()).optional(),
  })
  .meta({ id: 'Problem', description: 'A refusal in words (RFC 9457).' })

/** The endpoint as OpenAPI describes it. */
export function describeRoute(endpoint: Endpoint): RouteConfig {
  const status = endpoint.answer ? (endpoint.status ?? 200) : (endpoint.status ?? 204)
  const isProtected = endpoint.knock !== 'anyone'
  const hats = Array.isArray(endpoint.knock) ? endpoint.knock.join(', ') : endpoint.knock
  const headers = [
    ...(endpoint.needsVersion ? [['if-match', 'The version you saw, in quotes.', true] as const] : []),
    ...(endpoint.method === 'post' && isProtected
      ? [
          [
            'idempotency-key',
            'A fresh key per create; a retry with the same key has no second effect.',
            false,
          ] as const,
        ]
      : []),
  ]
  return createRoute({
    method: endpoint.method,
    path: endpoint.path,
    summary: endpoint.summary,
    description: `Who may call it: ${hats}.${describeTokens(endpoint)}`,
    tags: [endpoint.tag],
    ...(isProtected ? { security: [{ session: [] }, ...(scopeOf(endpoint) ? [{ token: [] }] : [])] } : {}),
    request: {
      ...(endpoint.params instanceof z.ZodObject ? { params: endpoint.params } : {}),
      ...(endpoint.query instanceof z.ZodObject ? { query: endpoint.query } : {}),
      ...(headers.length > 0
        ? {
            headers: z.object(
              Object.fromEntries(
                headers.map(([name, text, must]) => [
                  name,
                  must
                    ? z.string().meta({ description: text })
                    : z.string().optional().meta({ description: text }),
                ]),
              ),
            ),
          }
        : {}),
      ...(endpoint.body
        ? { body: { content: { 'application/json': { schema: endpoint.body } }, required: true } }
        : {}),
    },
    responses: {
      [status]: endpoint.answer
        ? { description: 'Done', content: { 'application/json': { schema: endpoint.answer } } }
        : { description: 'Done' },
      default: {
        description: 'Refused, in words',
        content: { 'application/problem+json': { schema: problemShape } },
      },
    },
  })
}

function describeTokens(endpoint: Endpoint): string {
  if (endpoint.knock === 'anyone') return ''
  const scope = scopeOf(endpoint)
  return scope ? ` API tokens need the right ${scope}.` : ' No API token opens it.'
}
