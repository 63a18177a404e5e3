import type { QueryClient } from '@tanstack/react-query';
import type { Archive } from '@/archive/contract/archive';
import type { Credentials } from '@/archive/contract/credentials';
import { createDicomWebArchive } from '@/archive/dicomWeb/dicomWeb';
import type { StudyUid } from '@/dicom/dataset/uid';
import type { ViewState } from '@/view/viewState';
import type { Config } from './config';
import { StudyAhead } from './studyAhead';

type Entry = Config['archives'][number];

/** The archives of the second window, each made once for all studies, and what is here of the study that may come next. */
export class SecondArchives {
  private readonly credentials: Credentials;
  private readonly archives = new Map<string, Archive>();
  private readonly ahead: StudyAhead;

  constructor(lists: QueryClient, credentials: Credentials) {
    this.credentials = credentials;
    this.ahead = new StudyAhead(lists);
  }

  /** The archive for a study that opens, with what is here of it. */
  open(entry: Entry, study: StudyUid): Archive {
    return this.ahead.open(this.archiveOf(entry), study);
  }

  /** Brings what a view of the next study shows, until the signal aborts. */
  bring(entry: Entry, view: ViewState, signal: AbortSignal): Promise<void> {
    return this.ahead.bring(this.archiveOf(entry), view.studies[0], view, signal);
  }

  /** Nothing is kept for a study that nobody looks at. */
  drop(): void {
    this.ahead.drop();
  }

  /** Nothing more may be seen here. */
  end(): void {
    this.ahead.end();
  }

  private archiveOf(entry: Entry): Archive {
    const known = this.archives.get(entry.id);
    if (known) return known;
    const { credentials } = this;
    const made = createDicomWebArchive(entry, entry.signIn === undefined ? {} : { credentials });
    this.archives.set(entry.id, made);
    return made;
  }
}
