import type { SeriesUid, SopUid, StudyUid } from '@/dicom/dataset/uid';
import { instanceUrl, seriesUrl } from '@/archive/http/address';
import type { Capabilities } from '@/archive/contract/capabilities';
import { toArchiveError } from '@/archive/http/faults';
import { readParts } from '@/archive/http/body';
import { get, type RequestParts } from '@/archive/http/request';

type Form = 'rendered' | 'thumbnail';

/** A form refused so often, and never answered, is not asked for again. */
const REFUSALS = 3;

/** Pictures rendered by the archive; remembers which resource it has. */
export function createThumbnails(root: string, parts: RequestParts) {
  const refusals: Record<Form, number> = { rendered: 0, thumbnail: 0 };

  const ask = async (url: string, signal: AbortSignal): Promise<Blob> => {
    // Any: Orthanc refuses a list of types, other archives refuse JPEG or PNG alone.
    const answer = await get('thumbnail', url, '*/*', signal, parts);
    const [part] = await readParts('thumbnail', answer, 'image/jpeg');
    const type = answer.headers.get('Content-Type') ?? '';
    if (part === undefined || part.body.length === 0) throw new Error('empty picture');
    return new Blob([part.body], { type: type.startsWith('image/') ? type : 'image/jpeg' });
  };

  const picture = async (
    key: { study: StudyUid; series: SeriesUid; sop?: SopUid },
    sizePx: number,
    signal: AbortSignal,
  ): Promise<Blob | undefined> => {
    const resource =
      key.sop === undefined
        ? seriesUrl(root, key.study, key.series)
        : instanceUrl(root, key.study, key.series, key.sop);
    for (const form of ['rendered', 'thumbnail'] as const) {
      if (refusals[form] >= REFUSALS) continue;
      try {
        const picture = await ask(`${resource}/${form}?viewport=${sizePx},${sizePx}`, signal);
        refusals[form] = -Infinity;
        return picture;
      } catch (thrown) {
        const error = toArchiveError('thumbnail', thrown, signal);
        if (error.fault === 'aborted' || error.fault === 'unauthorised') throw error;
        refusals[form] += error.status === undefined ? 0 : 1;
      }
    }
    return undefined;
  };

  return {
    picture,
    /** Forms known to be missing are not asked for at all. */
    learn({ rendered, thumbnail }: Pick<Capabilities, 'rendered' | 'thumbnail'>) {
      if (rendered === false && refusals.rendered >= 0) refusals.rendered = REFUSALS;
      if (thumbnail === false && refusals.thumbnail >= 0) refusals.thumbnail = REFUSALS;
    },
  };
}
