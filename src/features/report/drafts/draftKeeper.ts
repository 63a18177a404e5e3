import { createStore, type StoreApi } from 'zustand/vanilla';
import { newUid, type StudyUid } from '@/dicom/dataset/uid';
import { withCalibration } from '@/dicom/geometry/calibration';
import type { Engine } from '@/imaging/contract';
import { changeCount, type Ledger } from '@/features/report/state/ledger';
import { isSamePlace } from '@/measurement/same';
import { ownOf, type Adopted, type Measurement } from '@/measurement/measurement';
import type { KeyImage, ViewState } from '@/view/viewState';
import { updateView, type ViewStore } from '@/view/viewStore';
import { mergeDraft, partDraft, readDraft, removalsOf, toDraft, type Draft, type Pending } from './draft';
import { createJournal } from './journal';
import { openVault, type Vault } from './vault';

/** A draft that a study was opened to. */
export interface Offer {
  readonly id: string;
  readonly study: StudyUid;
  readonly draft: Draft;
}

export interface DraftState {
  readonly offers: readonly Offer[];
  /** Drafts that are there and cannot be read: by their ids. */
  readonly unreadable: readonly string[];
  /** This browser keeps no drafts: it never could, or no longer can. */
  readonly trouble?: 'none' | 'failed';
  /** Measurements of a draft whose images did not come. */
  readonly unplaced: number;
}

/** What drafts are made of, as it is now. */
export interface DraftSession {
  readonly archive: string;
  /** Whose drafts these are; absent where nobody signs in. */
  readonly owner: string | undefined;
  readonly engine: Engine;
  readonly views: ViewStore;
  readonly ledger: Ledger;
  pending(): readonly Pending[];
  /** Takes over what a draft says was sent. */
  recall(pending: readonly Pending[]): void;
}

/** A change is on the disk before half a second is over. */
const WITHIN_MS = 200;

const NONE: DraftState = { offers: [], unreadable: [], unplaced: 0 };
const starsOf = (view: ViewState): readonly KeyImage[] => view.keyImages ?? [];

/** Journals the unsaved work of a page, and offers what earlier pages left behind. */
export class DraftKeeper {
  readonly store: StoreApi<DraftState> = createStore<DraftState>(() => NONE);
  private readonly session: DraftSession;
  private readonly vault: Promise<Vault>;
  /** This page's drafts: by study, with what was last written. */
  private readonly own = new Map<StudyUid, { readonly id: string; written?: string }>();
  private readonly journal;
  private isClosed = false;
  /** What a draft says was deleted, by tracking UID, until its document brings it in again: the id that it had. */
  private readonly deleted = new Map<string, string>();
  private taking: Promise<void> | undefined;
  /** What the address brought. */
  private readonly begun: readonly Measurement[];

  constructor(session: DraftSession) {
    this.session = session;
    this.begun = session.engine.measuring.linked();
    this.vault = openVault(session.owner, () => this.isClosed && !this.hasUnsaved());
    this.vault.catch(() => this.store.setState({ trouble: 'none' }));
    this.journal = createJournal(
      () => this.write(),
      WITHIN_MS,
      (isKept) => {
        if (this.store.getState().trouble === 'none') return;
        this.store.setState(isKept ? { trouble: undefined as never } : { trouble: 'failed' });
      },
    );
  }

  /** Looks for drafts of the studies on the screen. */
  async look(): Promise<void> {
    const vault = await this.vault;
    const offers: Offer[] = [];
    const unreadable = new Set<string>();
    for (const study of this.session.views.getState().view.studies) {
      const found = await vault.find(this.session.archive, study);
      for (const id of found.unreadable) unreadable.add(id);
      for (const { id, content } of found.drafts) {
        const draft = readDraft(content);
        if (draft) offers.push({ id, study, draft });
        else unreadable.add(id);
      }
    }
    offers.sort((a, b) => a.draft.at.localeCompare(b.draft.at));
    const left = await this.takeDrawn(offers, true);
    this.store.setState({ offers: left, unreadable: [...unreadable] });
  }

  /** Something changed. */
  touch(): void {
    this.journal.touch();
    this.deleteAgain();
    const { offers } = this.store.getState();
    if (offers.length === 0 || this.taking) return;
    // What was read out of the archive since needs no question either.
    this.taking = this.takeDrawn(offers)
      .then((left) => {
        if (left.some((one, i) => one !== offers[i]) || left.length < offers.length)
          this.store.setState({ offers: left });
      })
      .catch(() => undefined) // It stays offered.
      .finally(() => {
        this.taking = undefined;
      });
  }

  /** What of these drafts is drawn here anyhow goes on as the work of this page; the rest is given back. */
  private async takeDrawn(offers: readonly Offer[], isFirst = false): Promise<readonly Offer[]> {
    const vault = await this.vault;
    const left: Offer[] = [];
    for (const offer of offers) {
      const list = ownOf(this.session.engine.measures.getState().list);
      const { view } = this.session.views.getState();
      const begun = this.beginning(offer.draft, isFirst);
      const { drawn, missing } = partDraft(offer.draft, list, starsOf(view), begun, view.calibrations);
      const isTaken = drawn.measurements.length > 0 && (await this.place(offer.study, drawn)).length === 0;
      if (!isTaken) left.push(offer);
      else if (missing) {
        await vault.write(offer.id, this.session.archive, offer.study, missing);
        left.push({ ...offer, draft: missing });
      } else await vault.remove(offer.id);
    }
    return left;
  }

  /** What the address brought, where it is the draft's own work; else what is here. */
  private beginning({ measurements }: Draft, isFirst: boolean): readonly Measurement[] | undefined {
    const isOwn = this.begun.some((one) => measurements.some((other) => isSamePlace(one, other)));
    return isFirst && isOwn ? this.begun : undefined;
  }

  /** A document that was read since brought in what the draft says was deleted. */
  private deleteAgain(): void {
    if (this.deleted.size === 0) return;
    const { engine, ledger } = this.session;
    for (const one of ownOf(engine.measures.getState().list)) {
      const before = this.deleted.get(one.tracking);
      if (before === undefined || !ledger.isSaved(one)) continue;
      // Once: who shows the document again wants to see it.
      this.deleted.delete(one.tracking);
      // As a document's its id is always the same: its baseline then tells that it was deleted.
      if (before !== one.id) ledger.forget(before);
      engine.measuring.remove(one.id);
    }
  }

  flush(): Promise<void> {
    return this.journal.flush();
  }

  private async write(): Promise<void> {
    const { archive, engine, views, ledger, pending } = this.session;
    const list = ownOf(engine.measures.getState().list);
    const { view } = views.getState();
    const stars = starsOf(view);
    const vault = await this.vault;
    for (const study of new Set([...view.studies, ...list.map((one) => one.study), ...this.own.keys()])) {
      const unsaved = changeCount(ledger.work(study, list, stars));
      const sent = pending().filter(({ object }) => object.study === study);
      const draft = toDraft({
        study,
        unsaved,
        list,
        stars,
        numbers: view,
        ledger: ledger.record(study),
        pending: sent,
      });
      await this.writeOne(vault, archive, study, unsaved > 0 ? draft : undefined);
    }
  }

  /** Writes the draft of one study, or takes it away when there is nothing to keep. */
  private async writeOne(
    vault: Vault,
    archive: string,
    study: StudyUid,
    draft: Omit<Draft, 'at'> | undefined,
  ): Promise<void> {
    const own = this.own.get(study);
    if (!draft) {
      if (own?.written !== undefined) await vault.remove(own.id);
      this.own.delete(study);
      return;
    }
    const record = own ?? { id: crypto.randomUUID() };
    this.own.set(study, record);
    const text = JSON.stringify(draft);
    if (record.written === text) return;
    await vault.write(record.id, archive, study, { ...draft, at: new Date().toISOString() });
    record.written = text;
  }

  /** Puts a draft onto the page; what could not be placed stays a draft. */
  async restore({ id, study, draft }: Offer): Promise<void> {
    const lost = await this.place(study, draft);
    const vault = await this.vault;
    if (lost.length > 0) {
      const rest = { ...draft, measurements: lost, stars: [], pending: [], unsaved: lost.length };
      await vault.write(id, this.session.archive, study, rest);
      this.store.setState(({ offers }) => ({
        offers: offers.map((one) => (one.id === id ? { ...one, draft: rest } : one)),
        unplaced: lost.length,
      }));
      return;
    }
    await vault.remove(id);
    this.withdraw(id);
  }

  /** Puts a draft among what is here, and writes down how things are then. Gives what could not be placed. */
  private async place(study: StudyUid, draft: Draft): Promise<readonly Adopted[]> {
    const { engine, views, ledger, recall } = this.session;
    const fresh = { id: () => crypto.randomUUID(), tracking: newUid };
    const here = ownOf(engine.measures.getState().list);
    const { replaced, added } = mergeDraft(draft, here, (one) => ledger.isSaved(one), fresh);
    const ids = new Set(added.map((one) => one.id));
    const away: string[] = [];
    for (const [id, { state }] of removalsOf(draft)) {
      const twin = here.find((one) => one.tracking === state.tracking && ledger.isSaved(one));
      if (twin) away.push(twin.id);
      else {
        ids.add(id);
        this.deleted.set(state.tracking, id);
      }
    }
    for (const twin of replaced) ledger.forget(twin);
    ledger.recall(study, draft.ledger, ids, draft.stars);
    recall(draft.pending);
    updateView(views, (view) => withDraft(view, draft));
    // What has the draft's own id must make way first, or it would pass for the draft's.
    for (const twin of replaced) if (ids.has(twin)) engine.measuring.drop(twin);
    const lost = await engine.measuring.adopt(added);
    if (lost.length < added.length)
      for (const twin of replaced) if (!ids.has(twin)) engine.measuring.drop(twin);
    for (const twin of away) engine.measuring.remove(twin);
    await this.flush();
    return lost;
  }

  /** For good: the person said so. */
  async discard(ids: readonly string[]): Promise<void> {
    const vault = await this.vault;
    for (const id of ids) {
      await vault.remove(id);
      this.withdraw(id);
    }
  }

  private hasUnsaved(): boolean {
    const { engine, views, ledger } = this.session;
    const { view } = views.getState();
    const list = ownOf(engine.measures.getState().list);
    const studies = new Set([...view.studies, ...list.map((one) => one.study)]);
    return [...studies].some((study) => changeCount(ledger.work(study, list, starsOf(view))) > 0);
  }

  private withdraw(id: string): void {
    this.store.setState(({ offers, unreadable }) => ({
      offers: offers.filter((one) => one.id !== id),
      unreadable: unreadable.filter((one) => one !== id),
      unplaced: 0,
    }));
  }

  /** Writes what waits and lets go: from now on these drafts are offered. */
  async close(): Promise<void> {
    if (this.isClosed) return;
    this.isClosed = true;
    await this.flush();
    this.journal.stop();
    await this.vault.then(
      (vault) => vault.close(),
      () => undefined,
    );
  }
}

/** The view with a draft's stars, its calibrations in the place of those of the same images, and its unit where there is none. */
function withDraft(view: ViewState, { stars, numbers }: Draft): ViewState {
  const here = new Set(starsOf(view).map(({ sop, frame }) => `${sop} ${frame}`));
  const missing = stars.filter(({ sop, frame }) => !here.has(`${sop} ${frame}`));
  const calibrations = numbers.calibrations ?? [];
  if (missing.length === 0 && calibrations.length === 0 && (view.petUnit || !numbers.petUnit)) return view;
  return {
    ...view,
    ...(missing.length > 0 ? { keyImages: [...starsOf(view), ...missing] } : {}),
    ...(calibrations.length > 0
      ? { calibrations: calibrations.reduce(withCalibration, view.calibrations ?? []) }
      : {}),
    ...(!view.petUnit && numbers.petUnit ? { petUnit: numbers.petUnit } : {}),
  };
}
