import { backupCommands } from './backup.ts'
import { addCluster, keepCodeLists } from './cluster.ts'
import { importCodeLists } from './code-lists.ts'
import { type Command, inHouse, textOf } from './command.ts'
import { addCompanyAdmin } from './company-admin.ts'
import { importNoticeFiles } from './notices.ts'
import { fetchTenders } from './tenders.ts'
import { verifyJournals } from './verify-journal.ts'

export const commands: readonly Command[] = [
  {
    name: 'start',
    takes: '',
    help: 'Starts Talgud, as `npm start` does.',
    // tools/talgud.mjs starts it before this program is asked.
    run: async () => 2,
  },
  {
    name: 'import notices',
    takes: '<file, folder, zip or tar.gz> …  [--cluster SLUG] [--json]',
    help: 'Imports eForms and TED notices. --json prints one JSON line a file.',
    run: ({ rest, values }) =>
      inHouse((house) =>
        importNoticeFiles(house, rest, { slug: textOf(values, 'cluster'), json: values.json ?? false }),
      ),
  },
  {
    name: 'import code-lists',
    takes: '<file> …',
    help: 'Imports official code lists: Genericode, CSV, TSV or JSON; .gz is unpacked.',
    run: ({ rest }) => inHouse((_, database) => importCodeLists(database.owner, rest)),
  },
  {
    name: 'fetch tenders',
    takes: '[--cluster SLUG]',
    help: 'Fetches from TED what the cluster’s tender feed is set to, or goes on where it was cut off.',
    run: ({ values }) => inHouse((house) => fetchTenders(house, textOf(values, 'cluster'))),
  },
  {
    name: 'cluster add',
    takes: '--slug SLUG --name NAME --country EE --email MANAGER --manager NAME',
    help: 'Makes a cluster with its first manager, and prints the link to set a password.',
    run: ({ values }) => inHouse((house, database) => addCluster(house, database.owner, values)),
  },
  {
    name: 'cluster keep-code-lists',
    takes: '--cluster SLUG',
    help: 'Lets a cluster’s staff load code lists from their page, as the first cluster’s may from the start. Every cluster reads what they load.',
    run: ({ values }) =>
      inHouse((house, database) => keepCodeLists(house, database.owner, textOf(values, 'cluster'), true)),
  },
  {
    name: 'cluster leave-code-lists',
    takes: '--cluster SLUG',
    help: 'Takes that right back.',
    run: ({ values }) =>
      inHouse((house, database) => keepCodeLists(house, database.owner, textOf(values, 'cluster'), false)),
  },
  {
    name: 'company-admin add',
    takes: '--company NAME --email EMAIL --name NAME  [--cluster SLUG]',
    help: 'Makes somebody a company’s admin, for a company whose own admins are all gone.',
    run: ({ values }) => inHouse((house) => addCompanyAdmin(house, values)),
  },
  ...backupCommands,
  {
    name: 'verify-journal',
    takes: '[--cluster SLUG]',
    help: 'Walks the hash chain of every journal and says whether anything was changed.',
    run: ({ values }) => inHouse((house) => verifyJournals(house, textOf(values, 'cluster'))),
  },
]
