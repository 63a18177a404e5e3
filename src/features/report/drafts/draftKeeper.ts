import { createStore, type StoreApi } from 'zustand/vanilla';
import { newUid, type StudyUid } from '@/dicom/uid';
import type { Engine } from '@/imaging/contract';
import { countOf, type Ledger } from '@/features/report/ledger';
import { ownOf } from '@/view/measurement';
import type { KeyImage, ViewState } from '@/view/viewState';
import { updateView, type ViewStore } from '@/view/viewStore';
import { mergeDraft, readDraft, toDraft, type Draft, type Pending } from './draft';
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
export interface Desk {
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
  private readonly desk: Desk;
  private readonly vault: Promise<Vault>;
  /** This page's drafts: by study, with what was last written. */
  private readonly own = new Map<StudyUid, { readonly id: string; written?: string }>();
  private readonly journal;
  private isClosed = false;

  constructor(desk: Desk) {
    this.desk = desk;
    this.vault = openVault(desk.owner);
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
    for (const study of this.desk.views.getState().view.studies) {
      const found = await vault.find(this.desk.archive, study);
      for (const id of found.unreadable) unreadable.add(id);
      for (const { id, content } of found.drafts) {
        const draft = readDraft(content);
        if (draft) offers.push({ id, study, draft });
        else unreadable.add(id);
      }
    }
    offers.sort((a, b) => a.draft.at.localeCompare(b.draft.at));
    this.store.setState({ offers, unreadable: [...unreadable] });
  }

  touch(): void {
    this.journal.touch();
  }

  flush(): Promise<void> {
    return this.journal.flush();
  }

  private async write(): Promise<void> {
    const { archive, engine, views, ledger, pending } = this.desk;
    const list = ownOf(engine.measures.getState().list);
    const { view } = views.getState();
    const stars = starsOf(view);
    const vault = await this.vault;
    for (const study of new Set([...view.studies, ...list.map((one) => one.study), ...this.own.keys()])) {
      const unsaved = countOf(ledger.work(study, list, stars));
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
    const { archive, engine, views, ledger, recall } = this.desk;
    const fresh = { id: () => crypto.randomUUID(), tracking: newUid };
    const here = ownOf(engine.measures.getState().list);
    const { replaced, added } = mergeDraft(draft, here, (one) => ledger.isSaved(one), fresh);
    const ids = new Set(added.map((one) => one.id));
    for (const twin of replaced) ledger.forget(twin);
    ledger.recall(study, draft.ledger, ids);
    recall(draft.pending);
    updateView(views, (view) => withDraft(view, draft));
    // What has the draft's own id must make way first, or it would pass for the draft's.
    for (const twin of replaced) if (ids.has(twin)) engine.measuring.remove(twin);
    const lost = await engine.measuring.adopt(added);
    if (lost.length < added.length)
      for (const twin of replaced) if (!ids.has(twin)) engine.measuring.remove(twin);
    await this.flush();
    const vault = await this.vault;
    if (lost.length > 0) {
      const rest = { ...draft, measurements: lost, stars: [], pending: [], unsaved: lost.length };
      await vault.write(id, archive, study, rest);
      this.store.setState(({ offers }) => ({
        offers: offers.map((one) => (one.id === id ? { ...one, draft: rest } : one)),
        unplaced: lost.length,
      }));
      return;
    }
    await vault.remove(id);
    this.withdraw(id);
  }

  /** For good: the person said so. */
  async discard(ids: readonly string[]): Promise<void> {
    const vault = await this.vault;
    for (const id of ids) {
      await vault.remove(id);
      this.withdraw(id);
    }
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

/** The view with a draft's stars and ways of reading numbers, where it has none of its own. */
function withDraft(view: ViewState, { stars, numbers }: Draft): ViewState {
  const here = new Set(starsOf(view).map(({ sop, frame }) => `${sop} ${frame}`));
  const missing = stars.filter(({ sop, frame }) => !here.has(`${sop} ${frame}`));
  const calibrations = numbers.calibrations ?? [];
  const isOpen = (view.calibrations ?? []).length === 0 && calibrations.length > 0;
  if (missing.length === 0 && !isOpen && (view.petUnit || !numbers.petUnit)) return view;
  return {
    ...view,
    ...(missing.length > 0 ? { keyImages: [...starsOf(view), ...missing] } : {}),
    ...(isOpen ? { calibrations } : {}),
    ...(!view.petUnit && numbers.petUnit ? { petUnit: numbers.petUnit } : {}),
  };
}
