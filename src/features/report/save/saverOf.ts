import type { SaveSession } from './saveSession';
import type { StudyWork } from '@/features/report/drafts/studyWork';
import { Saver } from './saver';
import { WRITERS } from './writers';

/** The one saver of an opened study: it goes on when the dialog that began it is closed. */
export function saverOf({ place }: SaveSession, work: StudyWork): Saver | undefined {
  const { saver, work: now } = place.getState();
  if (now !== work) return undefined;
  const own = saver ?? new Saver(work, WRITERS);
  if (!saver) place.setState({ saver: own });
  return own;
}
