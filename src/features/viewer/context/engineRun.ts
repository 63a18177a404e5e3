import type { Engine, EngineParts } from '@/imaging/contract';
import type { EarlyPictures } from '@/imaging/early/earlyPictures';
import { whenNeeded } from '@/imaging/early/engineNeed';
import type { Mark } from '@/measurement/measurement';
import { loadAnew } from '@/ui/loadAnew';
import { whenFree } from './whenFree';

export interface EngineStart extends Omit<EngineParts, 'archive'> {
  readonly early: EarlyPictures;
  readonly marks: readonly Mark[];
  /** Tracking UID of the finding that the link is about. */
  readonly finding: string | undefined;
}

export interface EngineState {
  readonly engine: Engine | undefined;
  /** The imaging code did not arrive or could not start. */
  readonly hasFailed: boolean;
  /** The measurements of the link are in the engine, or were given up: only then does the engine's list count. */
  readonly isRestored: boolean;
  /** Measurements of the link whose image does not exist. */
  readonly lost: readonly Mark[];
}

/** The engine's code, as far as it is called here. */
type EngineCode = Pick<typeof import('@/imaging/engine/engine'), 'startEngine'>;

export const NO_ENGINE: EngineState = { engine: undefined, hasFailed: false, isRestored: false, lost: [] };

/**
 * The life of one engine: waited for until it is needed, its code fetched, started, given the measurements of the link, ended. Where its
 * code did not come the page is loaded anew, once it is served, with the view as it is: browsers keep for the life of a page that a module
 * failed, and ask for it no more. Else what the hand asked for before is done then.
 */
export class EngineRun {
  private readonly start: EngineStart;
  private readonly tell: (state: EngineState) => void;
  private readonly fetchCode: () => Promise<EngineCode>;
  private readonly unlisten: () => void;
  private readonly ended = new AbortController();
  private engine: Engine | undefined;
  private unfollow: (() => void)[] = [];
  private isCodeLost = false;

  constructor(
    start: EngineStart,
    tell: (state: EngineState) => void,
    fetchCode: () => Promise<EngineCode> = () => import('@/imaging/engine/engine'),
  ) {
    this.start = start;
    this.tell = tell;
    this.fetchCode = fetchCode;
    const { hand, early, marks, finding } = start;
    // What the hand asks for that only the engine can do: of a document, too, such as to undo.
    const summonForWork = () => hand.waitsForEngine() && early.summon();
    this.unlisten = hand.subscribe(summonForWork);
    summonForWork();
    if (marks.length > 0 || finding !== undefined) early.summon();
  }

  private get isGone(): boolean {
    return this.ended.signal.aborted;
  }

  /** Resolves once the engine works, has failed, or nobody needs it any more. */
  async begin(): Promise<void> {
    await this.whenWanted();
    if (this.isGone) return;
    const code = await this.fetchCode().catch(() => undefined);
    this.isCodeLost = !code;
    if (this.isGone) return;
    const engine = await code?.startEngine(this.parts()).catch(() => undefined);
    if (this.isGone) return engine?.dispose();
    if (!engine) return this.fail();
    this.engine = engine;
    const { early, hand } = this.start;
    this.unfollow = [early.follow(engine), hand.follow(engine)];
    this.tell({ ...NO_ENGINE, engine });
    await this.restore(engine);
  }

  /** Once more, after it failed. */
  async again(): Promise<void> {
    if (!this.isCodeLost) return this.begin();
    const isGoing = await loadAnew(() => !this.isGone);
    if (!isGoing) this.fail();
  }

  end(): void {
    this.ended.abort();
    this.unlisten();
    for (const stop of this.unfollow) stop();
    this.engine?.dispose();
  }

  private parts(): EngineParts {
    const { early, views, hand, tool, askText, past } = this.start;
    return { archive: early.archive, views, hand, tool, askText, past };
  }

  /** Resolves when the engine is needed and the machine is free for it, or with the end. */
  private async whenWanted(): Promise<void> {
    const { early, hand, marks, finding } = this.start;
    const { signal } = this.ended;
    const end = new Promise<void>((resolve) => {
      if (signal.aborted) resolve();
      else signal.addEventListener('abort', () => resolve(), { once: true });
    });
    const isUrgent = marks.length > 0 || finding !== undefined;
    const isDue = Promise.all([whenFree(early, hand, isUrgent), whenNeeded(early.need)]);
    await Promise.race([isDue, end]);
  }

  private async restore(engine: Engine): Promise<void> {
    const { marks, finding } = this.start;
    const lost = marks.length > 0 ? await engine.measuring.restore(marks, finding).catch(() => marks) : [];
    if (this.isGone) return;
    if (finding !== undefined) engine.measuring.showTracked(finding);
    this.tell({ ...NO_ENGINE, engine, isRestored: true, lost });
  }

  private fail(): void {
    if (this.isGone) return;
    const { early, hand } = this.start;
    early.setLast(true);
    // A page that is loaded anew knows nothing of it.
    if (this.isCodeLost) hand.giveUp();
    this.tell({ ...NO_ENGINE, hasFailed: true });
  }
}
