import { type Capabilities, deviceStorage, recall, remember } from '@/archive/contract/capabilities';
import type { DicomWebArchive } from '@/archive/dicomWeb/dicomWeb';
import type { ArchiveConfig } from './config';

/** How long after the list is shown nothing else may be going on before an archive is looked at. */
const QUIET_MS = 4_000;

/** Tells an archive what is remembered of it. Whether anything is. */
export function recallArchive(archive: DicomWebArchive, config: ArchiveConfig): boolean {
  const books = deviceStorage();
  const known = books && recall(books, config, Date.now());
  if (known) archive.learn(known);
  return known !== undefined;
}

/** Keeps what was found out about an archive. It holds nothing of patients. */
export function keepKnown(config: ArchiveConfig, known: Capabilities): void {
  const books = deviceStorage();
  if (books) remember(books, config, known, Date.now());
}

/**
 * Looks at an archive of which nothing is remembered, in a quiet moment after the list has been shown; never before the
 * first answer or the first image. The result calls it off, as when a study is opened.
 */
export function lookAhead(archive: DicomWebArchive, config: ArchiveConfig, onKnown: () => void): () => void {
  const stopper = new AbortController();
  const timer = setTimeout(() => {
    archive.probe('quick', stopper.signal).then(
      (report) => {
        const answered = report.results.every(
          ({ check, verdict }) => check !== 'answers' || verdict !== 'fails',
        );
        if (!answered) return;
        keepKnown(config, report.known);
        onKnown();
      },
      () => undefined, // Called off. It is looked at another time.
    );
  }, QUIET_MS);
  return () => {
    clearTimeout(timer);
    stopper.abort();
  };
}
