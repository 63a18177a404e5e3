import { toStudyUid, type StudyUid } from '@/dicom/dataset/uid';

/** What a link says before its code, which needs no codec: `/view/{archive}/{first study}/...`. */
export interface LinkHead {
  readonly ok: true;
  /** The config id of an archive, never its address. */
  readonly archive: string;
  /** The first study of the view. */
  readonly study: StudyUid;
  /** The path up to the code, as it was sent: the code's checksum covers it. */
  readonly head: string;
  /** The code of all else; absent or empty: the study as it opens. */
  readonly code: string | undefined;
  /** Parts that no link has. */
  readonly rest: readonly string[];
}

export interface RefusedLink {
  readonly ok: false;
  readonly reason: 'not-a-link' | 'too-long' | 'no-archive' | 'no-study';
}

/** Longest fragment that is read at all. */
export const LONGEST_LINK = 16_000;

/** The path of a study as it opens: a link with nothing to say about the view. */
export const freshPath = (archive: string, study: StudyUid): string =>
  `/view/${encodeURIComponent(archive)}/${study}`;

/** Total. `fragment` with or without its '#'. */
export function readLinkHead(fragment: string): LinkHead | RefusedLink {
  const path = fragment.replace(/^#/, '');
  if (path.length > LONGEST_LINK) return { ok: false, reason: 'too-long' };
  const [before, view, archiveText = '', studyText = '', code, ...rest] = path.split('/');
  if (before !== '' || view !== 'view') return { ok: false, reason: 'not-a-link' };
  const archive = readArchive(archiveText);
  if (archive === undefined) return { ok: false, reason: 'no-archive' };
  const study = toStudyUid(studyText);
  if (study === undefined) return { ok: false, reason: 'no-study' };
  return { ok: true, archive, study, head: `/view/${archiveText}/${studyText}/`, code, rest };
}

/** A config id: short, and nothing that could be an address. */
function readArchive(text: string): string | undefined {
  try {
    const id = decodeURIComponent(text);
    return /^[\w-]{1,64}$/.test(id) ? id : undefined;
  } catch {
    return undefined;
  }
}
