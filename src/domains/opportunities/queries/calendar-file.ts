import { TZDate } from '@date-fns/tz'
import ical, {
  ICalAlarmType,
  ICalCalendarMethod,
  ICalEventBusyStatus,
  ICalEventTransparency,
} from 'ical-generator'
import { tzlib_get_ical_block, tzlib_get_timezones } from 'timezones-ical-library'

export type CalendarDeadline = {
  noticeId: string
  title: string
  buyer: string | null
  which: 'request' | 'tender' | 'due'
  at: string
}

const words = {
  en: { request: 'Requests due', tender: 'Tenders due', due: 'Tender to be ready', name: 'Talgud deadlines' },
  et: {
    request: 'Taotluste tähtaeg',
    tender: 'Pakkumuste tähtaeg',
    due: 'Pakkumus peab valmis olema',
    name: 'Talgudi tähtajad',
  },
} as const

/** Deadlines as an iCalendar file (RFC 5545), in the cluster's time zone, whose rules stand in the file. */
export function calendarFile(
  language: 'en' | 'et',
  about: { name: string | null; timeZone: string; url: string; now: Date },
  deadlines: readonly CalendarDeadline[],
): string {
  const say = words[language]
  // Without its rules a zone's name says nothing to a calendar program: then the moments stand in UTC.
  const zone = knownZones().has(about.timeZone) ? about.timeZone : undefined
  const calendar = ical({
    name: about.name === null ? say.name : `${say.name}: ${oneLine(about.name)}`,
    prodId: { company: 'Talgud', product: 'deadlines', language: language.toUpperCase() },
    method: ICalCalendarMethod.PUBLISH,
    ...(zone === undefined ? {} : { timezone: { name: zone, generator: zoneDefinition } }),
    ttl: 3_600,
  })
  for (const one of deadlines) {
    const link = `${about.url}/opportunities/${one.noticeId}`
    const isDay = one.which === 'due'
    const at = new TZDate(isDay ? `${one.at}T00:00:00` : one.at, zone ?? 'UTC')
    calendar.createEvent({
      id: `${one.noticeId}-${one.which}@talgud`,
      stamp: new TZDate(about.now.getTime(), zone ?? 'UTC'),
      start: at,
      // A deadline is a moment; programs show one without length as they like, and one of no length not at all.
      end: isDay ? at : new TZDate(at.getTime() + 15 * 60_000, zone ?? 'UTC'),
      allDay: isDay,
      timezone: isDay ? null : (zone ?? null),
      summary: `${say[one.which]}: ${oneLine(one.title)}`,
      description: [one.buyer === null ? '' : oneLine(one.buyer), link].filter(Boolean).join('\n'),
      url: link,
      transparency: ICalEventTransparency.TRANSPARENT,
      busystatus: ICalEventBusyStatus.FREE,
      ...(isDay ? {} : { alarms: [{ type: ICalAlarmType.display, trigger: 86_400 }] }),
    })
  }
  // The library writes the stamp in the calendar's zone; RFC 5545 wants UTC (3.8.7.2).
  const stamp = about.now.toISOString().replaceAll(/[-:]|\.\d+/g, '')
  return calendar.toString().replaceAll(/^DTSTAMP:\d{8}T\d{6}\r$/gm, `DTSTAMP:${stamp}\r`)
}

/** Titles come from outside: no line break or other control character of theirs reaches the file. */
function oneLine(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .trim()
    .slice(0, 300)
    .toWellFormed()
}

function zoneDefinition(zone: string): string | null {
  const block = tzlib_get_ical_block(zone)
  return (typeof block === 'string' ? block : block[0]) ?? null
}

let zones: Set<string> | undefined
function knownZones(): Set<string> {
  zones ??= new Set(tzlib_get_timezones())
  return zones
}
