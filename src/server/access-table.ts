/**
 * Every route × every hat. `y` may knock, `-` is refused with 403. The columns, in order: cluster manager, cluster
 * staff, company admin, company member, outside contact, programme officer, auditor, peer-cluster staff.
 * `anyone` needs no sign-in; `signed-in` takes every hat and none. What a hat then sees is up to queries and policy.
 */
export const accessTable: Record<string, string> = {
  'GET /api/companies': 'y y y y y y y y',
  'POST /api/companies': 'y y - - - - - -',
  'GET /api/companies/{id}': 'y y y y y y y y',
  'PUT /api/companies/{id}': 'y y y - - - - -',
  'PUT /api/companies/{id}/membership': 'y y - - - - - -',
  'PUT /api/companies/{id}/logo': 'y y y - - - - -',
  'DELETE /api/companies/{id}/logo': 'y y y - - - - -',
  'GET /api/companies/{id}/logo': 'y y y y y y y y',
  'GET /api/companies/{id}/history': 'y y y y - - y -',
  'GET /api/capability-map': 'y y y y - y y -',
  'POST /api/companies/{id}/people': 'y y y - - - - -',
  'PUT /api/companies/{id}/people/{partId}': 'y y y - - - - -',
  'DELETE /api/companies/{id}/people/{partId}': 'y y y - - - - -',
  'POST /api/companies/{id}/capabilities': 'y y y - - - - -',
  'PUT /api/companies/{id}/capabilities/{partId}': 'y y y - - - - -',
  'DELETE /api/companies/{id}/capabilities/{partId}': 'y y y - - - - -',
  'POST /api/companies/{id}/products': 'y y y - - - - -',
  'PUT /api/companies/{id}/products/{partId}': 'y y y - - - - -',
  'DELETE /api/companies/{id}/products/{partId}': 'y y y - - - - -',
  'POST /api/companies/{id}/references': 'y y y - - - - -',
  'PUT /api/companies/{id}/references/{partId}': 'y y y - - - - -',
  'DELETE /api/companies/{id}/references/{partId}': 'y y y - - - - -',
  'POST /api/companies/{id}/certificates': 'y y y - - - - -',
  'PUT /api/companies/{id}/certificates/{partId}': 'y y y - - - - -',
  'DELETE /api/companies/{id}/certificates/{partId}': 'y y y - - - - -',
  'GET /api/code-lists': 'y y y y y y y y',
  'GET /api/code-lists/{list}/codes': 'y y y y y y y y',
}
