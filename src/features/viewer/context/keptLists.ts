import type { HangingsKeeper, KeepOutcome } from '@/features/viewer/state/hangingState';
import { withSiteAnswer, type HangingList, type HangingStore } from '@/features/viewer/state/hangingStore';

/** Another browser may change what is kept between two requests of this one: so often it is done anew. */
const MOST_TIMES = 4;

export interface KeptListsParts {
  readonly shelf: HangingStore;
  /** Absent: this browser alone keeps them. */
  readonly keeper?: HangingsKeeper | undefined;
}

/** What is kept in this browser, and the same beside it: each is brought to the other. */
export class KeptLists {
  private readonly parts: KeptListsParts;
  /** Changes go one after the other: what takes one back must not come there before it. */
  private passing: Promise<unknown> = Promise.resolve();

  constructor(parts: KeptListsParts) {
    this.parts = parts;
  }

  /** Whether what is kept beside this browser was never told to it, for who looks. */
  get isUntold(): boolean {
    return this.parts.keeper !== undefined && this.parts.shelf.store.getState().told === undefined;
  }

  /** Brings what is kept beside this browser; false: it is not to be had, or nobody wants it any more. Never rejects. */
  async bring(signal: AbortSignal): Promise<boolean> {
    const { keeper, shelf } = this.parts;
    const told = await keeper?.bring(signal);
    if (!told || signal.aborted) return false;
    shelf.change((now) => withSiteAnswer(now, told));
    const { mine } = shelf.store.getState();
    if (JSON.stringify(mine) !== JSON.stringify(told.mine)) await this.keepOwn('mine', told.version);
    return true;
  }

  /** What changed here is done to what is kept beside this browser, as others have left it meanwhile; false: it is not. */
  pass(whose: HangingList, change: Parameters<HangingStore['change']>[0]): Promise<boolean> {
    const passed = this.passing.then(() => this.passOne(whose, change));
    this.passing = passed.catch(() => undefined);
    return passed;
  }

  private async passOne(whose: HangingList, change: Parameters<HangingStore['change']>[0]): Promise<boolean> {
    const { keeper, shelf } = this.parts;
    if (!keeper) return true;
    for (let time = 0; time < MOST_TIMES; time++) {
      const told = await keeper.bring(new AbortController().signal);
      if (!told) return false;
      shelf.change((now) => change(withSiteAnswer(now, told)));
      const outcome = await this.keepOwn(whose, told.version);
      if (outcome !== 'changed') return outcome === 'kept';
    }
    return false;
  }

  /** Keeps a list as it is here beside this browser; what is kept there is known to be there from then on. */
  private async keepOwn(whose: HangingList, version: string): Promise<KeepOutcome> {
    const { keeper, shelf } = this.parts;
    const list = shelf.store.getState()[whose];
    const outcome = (await keeper?.keep(whose, list, version)) ?? 'refused';
    if (outcome === 'kept' && whose === 'mine')
      shelf.change((now) => ({ ...now, told: list.map(({ id }) => id) }));
    return outcome;
  }
}
