import type { SeriesSummary } from '@/archive/contract/archive';
import type { Instance } from '@/dicom/dataset/instance';
import { text } from '@/dicom/dataset/dicomJson';
import { TAG } from '@/dicom/dataset/tags';
import { factsOf, SLICED_MODALITIES } from '@/dicom/hanging/facts';
import type { SeriesUid, StudyUid } from '@/dicom/dataset/uid';

/** Why a series cannot be laid over planes, as far as its list and one of its images tell. */
export type FuseRefusal =
  /** It lies in another frame of reference, or names none. */
  | 'apart'
  /** It is no stack of slices. */
  | 'kind';

/** A series that could be laid over planes. */
export interface Fusable {
  readonly of: SeriesSummary;
  /** Of PET: corrected for attenuation. */
  readonly isCorrected: boolean;
  readonly why?: FuseRefusal;
}

/** What planes are of; `frame`: the frame of reference they lie in, and those that are aligned with it. */
export interface FuseBase {
  readonly study: StudyUid;
  readonly series: SeriesUid;
  readonly modality: string | undefined;
  isAligned(frame: string): boolean;
}

/** Pictures of what happens in a body: they are laid over those of what it is made of. */
const FUNCTIONAL: ReadonlySet<string> = new Set(['PT', 'NM']);
const LEAST_SLICES = 3;

function refusalOf(
  base: FuseBase,
  of: SeriesSummary,
  instance: Instance | undefined,
): FuseRefusal | undefined {
  const count = Math.max(of.instanceCount ?? LEAST_SLICES, instance?.frames ?? 1);
  if (!SLICED_MODALITIES.has(of.modality) || count < LEAST_SLICES) return 'kind';
  const use = factsOf(of, 'current', instance).known.use;
  if (use === 'localizer' || use === 'mip') return 'kind';
  if (!instance) return undefined;
  const frame = text(instance.dataset, TAG.FrameOfReferenceUid);
  return frame !== undefined && base.isAligned(frame) ? undefined : 'apart';
}

/** The less, the sooner: PET that is corrected before what is not, function on form, form on function, studies of their own first. */
function rankOf(base: FuseBase, of: SeriesSummary, isCorrected: boolean): number {
  const order = FUNCTIONAL.has(base.modality ?? '') ? ['CT', 'MR', 'PT', 'NM'] : ['PT', 'NM', 'MR', 'CT'];
  const place = order.indexOf(of.modality);
  return (of.study === base.study ? 0 : 100) + 10 * place + (of.modality === 'PT' && !isCorrected ? 1 : 0);
}

/**
 * The pictures of a view's studies that could be laid over planes, the best first, and behind them those that cannot, with why. What is
 * not described yet may turn out to be one of them.
 */
export function fusable(
  base: FuseBase,
  all: readonly SeriesSummary[],
  described: ReadonlyMap<SeriesUid, Instance>,
): readonly Fusable[] {
  const others = all.filter(
    (one) => SLICED_MODALITIES.has(one.modality) && !(one.series === base.series && one.study === base.study),
  );
  const judged = others.map((of) => {
    const instance = described.get(of.series);
    const why = refusalOf(base, of, instance);
    const isCorrected = factsOf(of, 'current', instance).known.correction === 'attenuation';
    return { rank: rankOf(base, of, isCorrected), one: { of, isCorrected, ...(why ? { why } : {}) } };
  });
  const isOff = ({ why }: Fusable) => Number(why !== undefined);
  return judged.sort((a, b) => isOff(a.one) - isOff(b.one) || a.rank - b.rank).map(({ one }) => one);
}
