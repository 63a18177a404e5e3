import {
  IconAdjustments,
  IconAlertTriangle,
  IconArrowDown,
  IconArrowLeft,
  IconArrowUp,
  IconBookmarkFilled,
  IconCalendar,
  IconCheck,
  IconChevronDown,
  IconChevronLeft,
  IconChevronRight,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleX,
  IconClock,
  IconCopy,
  IconDevices,
  IconExternalLink,
  IconEye,
  IconFileText,
  IconKeyboard,
  IconLink,
  IconLinkOff,
  IconLock,
  IconPhoto,
  IconPlugConnectedX,
  IconPointFilled,
  IconRefresh,
  IconSearch,
  IconSearchOff,
  IconShare2,
  IconUser,
  IconUsersGroup,
  IconX,
  type Icon,
} from '@tabler/icons-react';
import type { DOCUMENT_ICONS } from './documentIcons';
import type { VIEWING_ICONS } from './viewingIcons';

/** Icons of the list and of what few people open, by what they mean here; the look of each is one line. */
export const FIRST_ICONS = {
  invert: IconCircleDashed,
  reset: IconRefresh,
  back: IconArrowLeft,
  share: IconShare2,
  copy: IconCopy,
  keyboard: IconKeyboard,
  search: IconSearch,
  close: IconX,
  check: IconCheck,
  down: IconChevronDown,
  show: IconEye,
  settings: IconAdjustments,
  warning: IconAlertTriangle,
  unreachable: IconPlugConnectedX,
  calendar: IconCalendar,
  clock: IconClock,
  person: IconUser,
  open: IconExternalLink,
  nothingFound: IconSearchOff,
  descending: IconArrowDown,
  ascending: IconArrowUp,
  locked: IconLock,
  link: IconLink,
  brokenLink: IconLinkOff,
  picture: IconPhoto,
  document: IconFileText,
  together: IconUsersGroup,
  handoff: IconDevices,
  next: IconChevronRight,
  previous: IconChevronLeft,
  unread: IconPointFilled,
  bookmark: IconBookmarkFilled,
  sound: IconCircleCheck,
  fault: IconCircleX,
} as const;

export type IconName = keyof typeof FIRST_ICONS | keyof typeof VIEWING_ICONS | keyof typeof DOCUMENT_ICONS;

/**
 * Arrows along a line of text, and sides of the page. They point the other way where lines run from right to left. Those about pictures and
 * slices never do.
 */
export const ALONG_LINES: ReadonlySet<IconName> = new Set([
  'back',
  'next',
  'previous',
  'nextPane',
  'nextStudy',
  'previousStudy',
  'undo',
  'redo',
  'send',
  'left',
  'right',
]);

/** The icons that are here: those of the first screens, and of each part of the page that has come since. */
const shelf = new Map<string, Icon>(Object.entries(FIRST_ICONS));

/** Adds the icons of a part that is loaded later. Call where its module begins, before its first render. */
export function addIcons(more: Readonly<Record<string, Icon>>): void {
  for (const [name, icon] of Object.entries(more)) shelf.set(name, icon);
}

/** What an icon looks like; undefined while its part of the page has not come. */
export const iconOf = (name: IconName): Icon | undefined => shelf.get(name);
