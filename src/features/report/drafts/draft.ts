import type { WrittenObject } from '@/dicom/objects/written';
import type { StudyUid } from '@/dicom/uid';
import type { Adopted, Measurement } from '@/view/measurement';
import type { KeyImage, NumberSettings } from '@/view/viewState';
import type { LedgerRecord } from '@/features/report/ledger';
import { isSamePlace, isSameState, stateOf } from '@/features/report/state';

/** An object that was written and of which it is not known that it stands in the archive. */
export interface Pending {
  readonly object: WrittenObject;
  /** What stands in it. */
  readonly held: readonly Measurement[];
  readonly stars: readonly KeyImage[];
}

/** Unsaved work of one study, whole. */
export interface Draft {
  readonly version: 1;
  /** ISO 8601: the last change. */
  readonly at: string;
  /** How many changes nothing else holds. */
  readonly unsaved: number;
  readonly measurements: readonly Adopted[];
  readonly stars: readonly KeyImage[];
  readonly numbers: NumberSettings;
  readonly ledger: LedgerRecord;
  /** Objects of which it is not known whether the archive has them: to be looked for before they are written anew. */
  readonly pending: readonly Pending[];
}

/** What is read off the picture is read again, so a draft does not hold it. */
const READ_OFF: ReadonlySet<string> = new Set<keyof Measurement>([
  'readings',
  'basis',
  'refusal',
  'pointsLps',
]);

const toAdopted = (one: Measurement): Adopted =>
  Object.fromEntries(Object.entries(one).filter(([field]) => !READ_OFF.has(field))) as unknown as Adopted;

export interface DraftParts {
  readonly study: StudyUid;
  readonly unsaved: number;
  readonly list: readonly Measurement[];
  readonly stars: readonly KeyImage[];
  readonly numbers: NumberSettings;
  readonly ledger: LedgerRecord;
  readonly pending: readonly Pending[];
}

export const toDraft = ({
  study,
  unsaved,
  list,
  stars,
  numbers,
  ledger,
  pending,
}: DraftParts): Omit<Draft, 'at'> => ({
  version: 1,
  unsaved,
  measurements: list.filter((one) => one.study === study).map(toAdopted),
  stars: stars.filter((one) => one.study === study),
  numbers: {
    ...(numbers.calibrations
      ? { calibrations: numbers.calibrations.filter((one) => one.study === study) }
      : {}),
    ...(numbers.petUnit ? { petUnit: numbers.petUnit } : {}),
  },
  ledger,
  pending,
});

/** What was taken out of the vault as a draft; undefined where another version of the program wrote it. */
export function readDraft(content: unknown): Draft | undefined {
  if (typeof content !== 'object' || content === null) return undefined;
  const draft = content as Partial<Draft>;
  const isWhole =
    draft.version === 1 &&
    Array.isArray(draft.measurements) &&
    Array.isArray(draft.stars) &&
    Array.isArray(draft.pending) &&
    typeof draft.at === 'string' &&
    Array.isArray(draft.ledger?.baselines);
  return isWhole ? (draft as Draft) : undefined;
}

/** How a draft goes among what is here. */
export interface Merge {
  /** To be taken away: the same measurements as a link carries them, without their names. */
  readonly replaced: readonly string[];
  /** To be added, in the draft's order. */
  readonly added: readonly Adopted[];
}

/**
 * Puts a draft beside what is on the page without losing or doubling anything: what is here as the draft has it stays; what
 * a document or a nameless twin of a link holds anyhow makes way for the draft's word of it; where both have changed the
 * same measurement, the draft's becomes one of its own.
 */
export function mergeDraft(
  draft: Pick<Draft, 'measurements'>,
  here: readonly Measurement[],
  isSaved: (one: Measurement) => boolean,
  fresh: { readonly id: () => string; readonly tracking: () => string },
): Merge {
  const replaced = new Set<string>();
  const added = draft.measurements.flatMap((one): readonly Adopted[] => {
    const state = stateOf(one);
    const alike = here.find(({ id, tracking }) => id === one.id || tracking === one.tracking);
    if (alike && isSameState(stateOf(alike), state)) return [];
    const twin =
      alike && isSaved(alike)
        ? alike
        : here.find(
            (other) =>
              !replaced.has(other.id) && other.label === '' && !other.origin && isSamePlace(other, one),
          );
    if (twin) {
      replaced.add(twin.id);
      return [one];
    }
    return [alike ? { ...one, id: fresh.id(), tracking: fresh.tracking() } : one];
  });
  return { replaced: [...replaced], added };
}
