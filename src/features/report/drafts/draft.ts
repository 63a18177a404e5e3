import type { WrittenObject } from '@/dicom/objects/written';
import type { StudyUid } from '@/dicom/dataset/uid';
import type { Adopted, Measurement } from '@/measurement/measurement';
import type { Calibration } from '@/dicom/geometry/calibration';
import { hasExtent } from '@/measurement/extent';
import { isSamePlace, isSameValue } from '@/measurement/same';
import type { KeyImage, NumberSettings } from '@/view/viewState';
import { removedOf, type LedgerRecord } from '@/features/report/state/ledger';
import { isSameState, stateOf } from '@/features/report/state/state';

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
  /** Of the ledger, what was deleted, by id; absent: what the ledger has of documents that others come from. */
  readonly removed?: readonly string[];
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

/** A draft, parted by what is on the pictures. */
export interface Parted {
  /** What stands there already, whoever drew it: nothing to ask about. */
  readonly drawn: Draft;
  /** What does not; undefined where it is no unsaved work. */
  readonly missing: Draft | undefined;
}

const starKey = ({ sop, frame }: KeyImage): string => `${sop} ${frame}`;

/** Whether a measurement of a draft is drawn: as it is in the draft, or as the nameless twin that an address carries. */
const isDrawn = (one: Adopted, here: readonly Measurement[]): boolean =>
  here.some(
    (other) =>
      isSameState(stateOf(other), stateOf(one)) ||
      (other.label === '' && !other.origin && isSamePlace(other, one)),
  );

/** What of documents was deleted in a draft. */
export function removalsOf({ removed, ledger, measurements }: Draft): LedgerRecord['baselines'] {
  return removed
    ? ledger.baselines.filter(([id]) => removed.includes(id))
    : removedOf(ledger.baselines, measurements);
}

/**
 * Parts a draft by what is here; each part knows what of it was saved, and what was deleted. `begun` is what the page began
 * with: what is missing there was deleted before, whatever its document has drawn since. A calibration that is not here
 * changes millimetres of what somebody may have sent: it is never drawn anyhow.
 */
export function partDraft(
  draft: Draft,
  here: readonly Measurement[],
  starsHere: readonly KeyImage[],
  begun = here,
  calibrationsHere: readonly Calibration[] = [],
): Parted {
  const { baselines, stars: savedStars } = draft.ledger;
  const saved = new Map(baselines);
  const missing = draft.measurements.filter((one) => !isDrawn(one, here));
  const changed = missing.filter((one) => {
    const baseline = saved.get(one.id);
    return !baseline || !isSameState(baseline.state, stateOf(one));
  });
  const starred = new Set(starsHere.map(starKey));
  const stars = draft.stars.filter((one) => !starred.has(starKey(one)));
  const known = new Set(savedStars.map(starKey));
  const areStarsChanged = stars.some((one) => !known.has(starKey(one)));
  const removals = removalsOf(draft);
  const undone = removals.filter(([, { state }]) =>
    begun.some((one) => one.tracking === state.tracking || isSamePlace(one, state)),
  );
  const calibrations = (draft.numbers.calibrations ?? []).filter(
    (one) => !calibrationsHere.some((other) => isSameValue(one, other)),
  );
  const unsaved = changed.length + undone.length + calibrations.length + (areStarsChanged ? 1 : 0);
  const left = new Set([...missing, ...undone.map(([id]) => ({ id }))].map(({ id }) => id));
  const part = (isMissing: boolean): Pick<Draft, 'ledger' | 'removed'> => ({
    ledger: { ...draft.ledger, baselines: baselines.filter(([id]) => left.has(id) === isMissing) },
    removed: removals.map(([id]) => id).filter((id) => left.has(id) === isMissing),
  });
  return {
    drawn: {
      ...draft,
      measurements: draft.measurements.filter(({ id }) => !left.has(id)),
      stars: draft.stars.filter((one) => !stars.includes(one)),
      numbers: {},
      ...part(false),
    },
    missing:
      unsaved > 0
        ? {
            ...draft,
            unsaved,
            measurements: missing,
            stars,
            numbers: { ...draft.numbers, calibrations },
            pending: [],
            ...part(true),
          }
        : undefined,
  };
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
 * same measurement, the draft's becomes one of its own. What has no extent takes nobody's place.
 */
export function mergeDraft(
  draft: Pick<Draft, 'measurements'>,
  here: readonly Measurement[],
  isSaved: (one: Measurement) => boolean,
  fresh: { readonly id: () => string; readonly tracking: () => string },
): Merge {
  const replaced = new Set<string>();
  const added = draft.measurements.filter(hasExtent).flatMap((one): readonly Adopted[] => {
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
