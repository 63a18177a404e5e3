import { readNext, type ReadingReach } from '@/features/viewer/state/reading';

/** What is done to the state of the study on the screen. */
export const READING_ACTIONS = {
  markRead: {
    icon: 'check',
    label: 'action.markRead',
    key: 'mod+shift+enter',
    group: 'screen',
    run: ({ reading }: ReadingReach) => void reading?.mark('read'),
  },
  readNext: {
    icon: 'nextStudy',
    label: 'action.readNext',
    key: 'mod+enter',
    group: 'screen',
    run: (on: ReadingReach) => readNext(on),
  },
  markUnread: {
    icon: 'unread',
    label: 'action.markUnread',
    group: 'screen',
    run: ({ reading }: ReadingReach) => void reading?.mark('unread'),
  },
  bookmarkStudy: {
    icon: 'bookmark',
    label: 'action.bookmarkStudy',
    key: 'mod+d',
    group: 'screen',
    run: ({ reading }: ReadingReach) => void reading?.mark('bookmark'),
  },
} as const;
