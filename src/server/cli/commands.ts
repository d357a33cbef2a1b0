import { backupCommands } from './backup.ts'
import { addCluster, keepCodeLists } from './cluster.ts'
import { importCodeLists } from './code-lists.ts'
import { type Command, inHouse, textOf } from './command.ts'
import { addCompanyAdmin } from './company-admin.ts'
import { examine } from './doctor.ts'
import { exportMemberList, importMemberList } from './members.ts'
import { importNoticeFiles } from './notices.ts'
import { fetchTenders } from './tenders.ts'
import { bringUpToDate, setMode } from './upkeep.ts'
import { addManager, listUsers, resetSecondFactor, setActive } from './users.ts'
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
    help: 'Imports eForms and TED notices, and topics of the EU Funding & Tenders portal (JSON or JSON lines). --json prints one JSON line for each.',
    run: ({ rest, values }) =>
      inHouse((house) =>
        importNoticeFiles(house, rest, { slug: textOf(values, 'cluster'), json: values.json ?? false }),
      ),
  },
  {
    name: 'import members',
    takes:
      '<file> [--cluster SLUG] [--dry-run] [--kind companies|people|products] [--doubtful new|same-as|leave-out] [--json]',
    help: 'Brings in a list from CSV or XLSX: all of it or nothing. A dry run shows what would change.',
    run: ({ rest, values }) => inHouse((house) => importMemberList(house, rest, values)),
  },
  {
    name: 'export members',
    takes: '[file] [--cluster SLUG] [--kind companies|people|products] [--language en|et]',
    help: 'Writes a whole list as CSV, or as XLSX when the file is named so. It can be brought in again.',
    run: ({ rest, values }) => inHouse((house) => exportMemberList(house, rest, values)),
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
    name: 'doctor',
    takes: '[--json]',
    help: 'Looks the installation over: settings, disk, database, mail, jobs, backups. Says what to do; exit code 1 when something must be put right.',
    run: ({ values }) => examine(values),
  },
  {
    name: 'migrate',
    takes: '',
    help: 'Brings the tables up to this version, as a start does. Back up first.',
    run: () => bringUpToDate(),
  },
  {
    name: 'mode',
    takes: 'staging | production',
    help: 'Changes what this installation is. A demo stays one.',
    run: ({ rest }) => setMode(rest),
  },
  {
    name: 'user list',
    takes: '[--json]',
    help: 'Prints every account: who may sign in, with what, and as what.',
    run: ({ values }) => inHouse((house) => listUsers(house, values.json ?? false)),
  },
  {
    name: 'user add-manager',
    takes: '--email EMAIL --name NAME  [--cluster SLUG]',
    help: 'Makes somebody a cluster’s manager, and prints the link to set a password.',
    run: ({ values }) => inHouse((house) => addManager(house, values)),
  },
  {
    name: 'user reset-second-factor',
    takes: '--email EMAIL',
    help: 'Takes second factor and passkeys off an account whose owner lost them. Be sure who asks.',
    run: ({ values }) => inHouse((house) => resetSecondFactor(house, textOf(values, 'email'))),
  },
  {
    name: 'user deactivate',
    takes: '--email EMAIL',
    help: 'Closes an account and signs it out everywhere; what it did stays.',
    run: ({ values }) => inHouse((house) => setActive(house, textOf(values, 'email'), false)),
  },
  {
    name: 'user reactivate',
    takes: '--email EMAIL',
    help: 'Opens a closed account again.',
    run: ({ values }) => inHouse((house) => setActive(house, textOf(values, 'email'), true)),
  },
  {
    name: 'verify-journal',
    takes: '[--cluster SLUG]',
    help: 'Walks the hash chain of every journal and says whether anything was changed.',
    run: ({ values }) => inHouse((house) => verifyJournals(house, textOf(values, 'cluster'))),
  },
]
