import type { MessageKey } from '@/i18n/en';
import { allOfText } from '@/i18n/numberText';
import type { Translate } from '@/i18n/t';
import type { WorkSaid } from './studyReading';

const WORDS: Readonly<
  Record<WorkSaid['state'], readonly [named: MessageKey | undefined, unnamed: MessageKey]>
> = {
  scheduled: [undefined, 'worklist.work.scheduled'],
  inProgress: ['worklist.work.openBy', 'worklist.work.open'],
  completed: ['worklist.work.readBy', 'worklist.work.read'],
  canceled: [undefined, 'worklist.work.canceled'],
  unasked: [undefined, 'worklist.work.unasked'],
};

/** What the workitems of a study's archive say, with its name: another source than who marks and opens here. */
export function workWords({ state, by, archive }: WorkSaid, t: Translate): string {
  const [named, unnamed] = WORDS[state];
  return by.length > 0 && named ? t(named, { archive, names: allOfText(by) }) : t(unnamed, { archive });
}
