import type { StudyUid } from '@/dicom/dataset/uid';
import type { Measurement, Origin } from '@/measurement/measurement';
import { isSamePlace } from '@/measurement/same';
import type { Unheld } from '@/view/saving';
import type { KeyImage } from '@/view/viewState';
import { isSameState, stateOf, type State } from './state';

/** How a measurement was when something outside this page last held it. */
export interface Baseline {
  readonly state: State;
  /** A document of the archive; absent: the link that the page was opened with. */
  readonly document?: Pick<Origin, 'sop' | 'series'>;
}

/** What a draft keeps of the ledger, so that what was saved is not taken for unsaved work after it. */
export interface LedgerRecord {
  readonly baselines: readonly (readonly [id: string, baseline: Baseline])[];
  readonly stars: readonly KeyImage[];
  readonly starDocument?: Pick<Origin, 'sop' | 'series'>;
}

/** Work that nothing outside this page holds. */
export interface Work {
  readonly changed: readonly Measurement[];
  /** Of documents that others of the list still come from. */
  readonly removed: readonly Baseline[];
  readonly areStarsChanged: boolean;
}

const starKey = ({ sop, frame }: KeyImage): string => `${sop} ${frame}`;
const hasStar = (stars: readonly KeyImage[], star: KeyImage): boolean =>
  stars.some((one) => starKey(one) === starKey(star));
const areSameStars = (one: readonly KeyImage[], other: readonly KeyImage[]): boolean =>
  one.map(starKey).toSorted().join() === other.map(starKey).toSorted().join();

const ofStudy = <T extends { readonly study: StudyUid }>(list: readonly T[], study: StudyUid): readonly T[] =>
  list.filter((one) => one.study === study);

/**
 * Of what documents hold, what is not here any more while others of the same document are. A finding is one, under however
 * many ids it was here: a page's own, and that of the document it was read from.
 */
export function removedOf(
  baselines: readonly (readonly [id: string, baseline: Baseline])[],
  here: readonly { readonly id: string; readonly tracking: string }[],
): readonly (readonly [id: string, baseline: Baseline])[] {
  const ids = new Set(here.map(({ id }) => id));
  const documents = new Set(baselines.map(([id, { document }]) => (ids.has(id) ? document?.sop : undefined)));
  const counted = new Set(here.map(({ tracking }) => tracking));
  return baselines.filter(([id, { document, state }]) => {
    if (!document || ids.has(id) || !documents.has(document.sop) || counted.has(state.tracking)) return false;
    counted.add(state.tracking);
    return true;
  });
}

/** Knows of each measurement and of the stars how they were last saved, or came with the link. */
export class Ledger {
  private readonly baselines = new Map<string, Baseline>();
  private readonly stars = new Map<StudyUid, readonly KeyImage[]>();
  private readonly starDocuments = new Map<StudyUid, Pick<Origin, 'sop' | 'series'>>();

  /** What the page begins with: the link holds it, but for what this page had drawn itself before it was loaded again. */
  begin(list: readonly Measurement[], starred: readonly KeyImage[], unheld?: Unheld): void {
    const stars = unheld?.starsHeld ?? starred;
    for (const one of list)
      if (unheld?.marks.some((mark) => isSamePlace(mark, one)) !== true && !this.baselines.has(one.id))
        this.baselines.set(one.id, { state: stateOf(one) });
    for (const { study } of stars) if (!this.stars.has(study)) this.stars.set(study, ofStudy(stars, study));
  }

  /** Measurements that came out of a document are as that document has them. */
  meet(list: readonly Measurement[]): void {
    for (const one of list)
      if (one.origin && !this.baselines.has(one.id))
        this.baselines.set(one.id, { state: stateOf(one), document: one.origin });
  }

  /** A document with these measurements stands in the archive. */
  saved(list: readonly Measurement[], document: Pick<Origin, 'sop' | 'series'>): void {
    const [first] = list;
    if (first)
      for (const [id, { document: before, state }] of this.baselines)
        if (before && state.study === first.study) this.baselines.delete(id);
    for (const one of list) this.baselines.set(one.id, { state: stateOf(one), document });
  }

  savedStars(study: StudyUid, stars: readonly KeyImage[], document: Pick<Origin, 'sop' | 'series'>): void {
    this.stars.set(study, ofStudy(stars, study));
    this.starDocuments.set(study, document);
  }

  isSaved(one: Measurement): boolean {
    const baseline = this.baselines.get(one.id);
    return baseline?.document !== undefined && isSameState(baseline.state, stateOf(one));
  }

  work(study: StudyUid, list: readonly Measurement[], stars: readonly KeyImage[]): Work {
    const own = ofStudy(list, study);
    const marked = ofStudy(stars, study);
    const known = [...this.baselines].filter(([, { state }]) => state.study === study);
    return {
      changed: own.filter((one) => {
        const baseline = this.baselines.get(one.id);
        return !baseline || !isSameState(baseline.state, stateOf(one));
      }),
      removed: removedOf(known, own).map(([, baseline]) => baseline),
      // A document without images cannot be: taking away the last star leaves the one that is there.
      areStarsChanged: marked.length > 0 && !areSameStars(this.stars.get(study) ?? [], marked),
    };
  }

  /** The documents that the present measurements of a study come from: a new version names them as its predecessors. */
  documents(study: StudyUid, list: readonly Measurement[]): readonly Pick<Origin, 'sop' | 'series'>[] {
    const all = ofStudy(list, study).map(({ id, origin }) => this.baselines.get(id)?.document ?? origin);
    return [...new Map(all.filter((one) => one !== undefined).map((one) => [one.sop, one])).values()];
  }

  /** Starred images of a study as a link or a document holds them. */
  starsHeld(study: StudyUid): readonly KeyImage[] {
    return this.stars.get(study) ?? [];
  }

  /** A document that was read holds these stars. */
  meetStars(study: StudyUid, stars: readonly KeyImage[], document: Pick<Origin, 'sop' | 'series'>): void {
    if (!this.starDocuments.has(study)) this.savedStars(study, stars, document);
  }

  starDocument(study: StudyUid): Pick<Origin, 'sop' | 'series'> | undefined {
    return this.starDocuments.get(study);
  }

  record(study: StudyUid): LedgerRecord {
    const starDocument = this.starDocuments.get(study);
    return {
      baselines: [...this.baselines].filter(([, { state, document }]) => document && state.study === study),
      stars: this.stars.get(study) ?? [],
      ...(starDocument ? { starDocument } : {}),
    };
  }

  /** Something else takes the place of a measurement: it was not deleted. */
  forget(id: string): void {
    this.baselines.delete(id);
  }

  /** Takes over what a draft knew of these measurements; what is known here already is newer. */
  recall(
    study: StudyUid,
    { baselines, stars, starDocument }: LedgerRecord,
    ids: ReadonlySet<string>,
    starred: readonly KeyImage[] = [],
  ): void {
    for (const [id, baseline] of baselines)
      if (ids.has(id) && !this.baselines.has(id)) this.baselines.set(id, baseline);
    if (starDocument && !this.starDocuments.has(study)) {
      this.starDocuments.set(study, starDocument);
      this.stars.set(study, stars);
    }
    if (this.starDocuments.has(study)) return;
    // The address has what the draft had starred: that is no link's word.
    const work = starred.filter((one) => !hasStar(stars, one));
    this.stars.set(
      study,
      this.starsHeld(study).filter((one) => !hasStar(work, one)),
    );
  }
}

/** How many changes that is, as people count them. */
export const changeCount = ({ changed, removed, areStarsChanged }: Work): number =>
  changed.length + removed.length + (areStarsChanged ? 1 : 0);
