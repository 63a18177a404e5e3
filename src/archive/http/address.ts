import type { SeriesUid, SopUid, StudyUid } from '@/dicom/dataset/uid';
import { ArchiveError } from '@/archive/contract/archiveError';

/** The root of an archive as an absolute URL without a slash at its end. `origin` is only for same-origin paths. */
export function toRoot(root: string, origin: string): string {
  return new URL(root, origin).href.replace(/\/+$/, '');
}

export const seriesUrl = (root: string, study: StudyUid, series: SeriesUid): string =>
  `${root}/studies/${study}/series/${series}`;

export const instanceUrl = (root: string, study: StudyUid, series: SeriesUid, sop: SopUid): string =>
  `${seriesUrl(root, study, series)}/instances/${sop}`;

/** Frames count from 1 (PS3.18 10.4.1.1.6). */
export const frameUrl = (
  root: string,
  study: StudyUid,
  series: SeriesUid,
  sop: SopUid,
  frame: number,
): string => `${instanceUrl(root, study, series, sop)}/frames/${frame}`;

/**
 * Where to fetch bulk data that metadata names. Metadata is not to be trusted with the choice of a server: a URI on
 * another host (archives behind a proxy write their own name into it) is moved below the archive's root when it has a
 * /studies/ path, and refused otherwise. Relative ones count from `base`, a URL of the archive itself.
 */
export function bulkUrl(root: string, uri: string, base = `${root}/`): string {
  const refuse = (why: string) => new ArchiveError('refused', `bulk data: ${why}`);
  let url: URL;
  try {
    url = new URL(uri, base);
  } catch (error) {
    throw new ArchiveError('refused', 'bulk data: not a URI', { cause: error });
  }
  if (!/^https?:$/.test(url.protocol)) throw refuse('not http');
  const own = new URL(root);
  if (url.origin === own.origin && url.pathname.startsWith(`${own.pathname.replace(/\/+$/, '')}/`))
    return url.href;
  const at = url.pathname.indexOf('/studies/');
  if (at < 0) throw refuse('another host');
  return `${root}${url.pathname.slice(at)}${url.search}`;
}
