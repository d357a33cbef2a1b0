export const en = {
  title: 'Notifications',
  lead: 'What happened to the things you follow.',
  list: 'What is new',
  markAll: 'Mark all as read',
  unread: 'new',
  older: 'Show older',
  empty: 'Nothing has happened yet',
  emptyHint:
    'Watch a notice, and you are told here when its deadline moves, it is cancelled or somebody wins.',
  toNotices: 'Browse notices',
  choices: 'How you want to hear of it',
  choicesHint: 'Whatever you choose here is yours alone, and counts in this cluster.',
  way: {
    page: 'Here only',
    mail: 'Here and by mail at once',
    digest: 'Here and in one mail at 8 in the morning',
    off: 'Not at all',
  },
  saved: 'Saved',
}
