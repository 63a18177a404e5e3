import { isAborted } from '@/archive/contract/archiveError';
import { isDescribedAlike } from '@/archive/studies/identity';
import type { Instance } from '@/dicom/dataset/instance';
import { kindOf } from '@/dicom/series/modality';
import type { Pane } from '@/view/viewState';
import { isSettled, stateFor, toFault } from '@/imaging/series/fault';
import { EarlyPane, type EarlyFirst, type EarlyPaneParts } from './earlyPane';
import { decodeEarly, earlyPixels, isPlainImage } from './earlyPixels';
import type { Nature } from './engineNeed';
import { describePane } from '@/imaging/pane/paneFacts';
import { LOADING_PANE, type PaneFault, type PaneStatus } from '@/imaging/pane/paneStore';
import { presented } from '@/imaging/presentation/presented';
import { openAt, openSeries, type OpeningImage } from '@/imaging/series/seriesOpening';
import { toStack } from '@/imaging/stack/stack';

/** How long the engine waits for a frame: one that takes longer leaves time for both. */
const FRAME_MS = 300;

export interface EarlySeriesParts extends Omit<
  EarlyPaneParts,
  'stack' | 'instances' | 'signal' | 'isLast' | 'onCame' | 'decode'
> {
  readonly archiveId: string;
  /** Whether no engine will come: what it would ask for once more is said to fail then. */
  readonly isLast: () => boolean;
  /** How much of it can be painted, from 0 to 1. */
  readonly onShare: (share: number) => void;
  /** Its picture came, changed or went, or what is said in its place. */
  readonly onChange: () => void;
  /** The picture stands, there will be none, or its pixels are long in coming. */
  readonly settle: (picture?: EarlyPane) => void;
}

/** What is known of a pane without a picture. */
interface What {
  readonly index?: number | undefined;
  readonly count?: number | undefined;
  readonly subject?: Instance | undefined;
}

/** Why there is no picture. */
interface Failure {
  readonly error: unknown;
  readonly opening?: OpeningImage | undefined;
  readonly instances?: readonly Instance[] | undefined;
}

/** One series in one pane before the engine: asked for, shown as soon as an image of it is here, or the reason why it is not. */
export class EarlySeries {
  readonly study: Pane['study'];
  readonly series: Pane['series'];
  picture: EarlyPane | undefined;
  /** Whether a picture may still come. */
  isTrying = true;
  private readonly parts: EarlySeriesParts;
  private failure: Failure | undefined;
  /** Objects of a series without images: what they are, is known without the engine. */
  private others: readonly Instance[] = [];
  /** An image of it is on its way. */
  private isOpening = false;
  private describing: PaneStatus['describing'];
  /** The whole series was described, or refused. */
  private isAnswered = false;
  private readonly life = new AbortController();

  constructor(parts: EarlySeriesParts, asked: Pane) {
    this.parts = parts;
    this.study = asked.study;
    this.series = asked.series;
    void this.begin(asked);
  }

  get pane(): number {
    return this.parts.pane;
  }

  /** Whether the view asks for this series, to be shown as its files want it. */
  get isAsked(): boolean {
    const { views, pane } = this.parts;
    const asked = views.getState().view.panes[pane];
    return asked?.series === this.series && asked.study === this.study && !asked.presentation && !asked.cut;
  }

  /** What it is known to hold. */
  get nature(): Nature {
    if (this.others.length > 0) return 'other';
    return this.picture || this.failure || this.isOpening || !this.isTrying ? 'images' : 'unknown';
  }

  /** Of objects that are no images the one that the view asks for, else the first. */
  private get other(): Instance | undefined {
    const asked = this.parts.views.getState().view.panes[this.pane]?.at?.sop;
    return this.others.find(({ sop }) => sop === asked) ?? this.others[0];
  }

  get hasFailed(): boolean {
    return this.failure !== undefined;
  }

  /** The picture, where it is of the image that the view asks for. */
  get shown(): EarlyPane | undefined {
    return this.picture?.isAsked ? this.picture : undefined;
  }

  /** What is told of the pane; undefined: that it loads. */
  get status(): PaneStatus | undefined {
    if (this.picture) return this.shown?.status;
    const { failure, describing, study, series } = this;
    if (this.others.length > 0)
      return this.without({ code: 'no-images', details: {} }, { subject: this.other });
    if (!failure && describing && this.isTrying) return { ...LOADING_PANE, study, series, describing };
    if (!failure || !(isSettled(failure.error) || this.parts.isLast())) return undefined;
    const { opening, instances } = failure;
    return this.without(toFault(failure.error), {
      index: opening?.index,
      count: instances && opening?.stack.frames.length,
      subject: opening?.frame.instance,
    });
  }

  /** What is told of a pane without a picture. */
  private without(fault: PaneFault, { index = 0, count = 0, subject }: What): PaneStatus {
    const { view } = this.parts.views.getState();
    return describePane({
      pane: view.panes[this.pane] ?? null,
      state: stateFor(fault),
      fault,
      index,
      count,
      view: undefined,
      subject,
      asked: undefined,
      transferSyntax: undefined,
      framesHeld: undefined,
      playing: false,
      settings: view,
    });
  }

  /** Another series takes its place for now: what it brought is kept, and not for the engine. */
  rest(): void {
    this.picture?.rest();
  }

  end(): void {
    this.life.abort();
    this.drop();
  }

  private drop(): void {
    const { picture } = this;
    if (!picture) return;
    this.picture = undefined;
    picture.end();
    // What rests has no place on the page: another stands there.
    if (this.isAsked) this.parts.place()?.clear();
  }

  private async begin(asked: Pane): Promise<void> {
    const { archiveId, ask, settle } = this.parts;
    const { signal } = this.life;
    try {
      const { alone, whole } = openSeries(archiveId, asked, ask, signal, (described, of) => {
        this.describing = { described, of };
        this.parts.onChange();
      });
      const described = whole
        .finally(() => (this.isAnswered = true))
        .then((instances) => this.describe(asked, instances));
      // What nobody vouches for does not wait for the engine, which asks for itself.
      described.catch((error: unknown) => this.picture?.isPlaced || this.fail({ error }));
      const opening = await alone;
      if (!opening || !(await this.bring(opening, undefined))) await described;
      // On the screen, not only painted: the engine's code takes the page's time.
      if (this.picture) await presented();
    } catch (error) {
      if (!this.picture) this.fail({ error, ...this.failure });
    } finally {
      this.isTrying = false;
      this.parts.onChange();
      settle(this.shown);
    }
  }

  private fail(failure: Failure): void {
    if (this.life.signal.aborted || isAborted(failure.error)) return;
    // What is known of the image that failed is said with it.
    if (failure.opening || !this.failure) this.failure = failure;
    this.drop();
    this.parts.onChange();
  }

  /** Shows the image that a series opens with; false where it is none that can be shown without the engine. */
  private async bring(opening: OpeningImage, instances: readonly Instance[] | undefined): Promise<boolean> {
    const { stack, frame, index } = opening;
    const { settle } = this.parts;
    this.isOpening = true;
    if (!isPlainImage(frame.instance, frame.frame)) return false;
    const timer = setTimeout(() => settle(), FRAME_MS);
    const made = opening.verified.then(async (verified) => {
      const pixels = earlyPixels(verified, frame) ?? (await decodeEarly(verified, frame));
      return { index, verified, pixels };
    });
    const first = await made
      .catch((error: unknown) => {
        this.fail({ error, opening, instances });
        throw error;
      })
      .finally(() => clearTimeout(timer));
    if (this.life.signal.aborted) return false;
    // Another was faster, or the series has spoken.
    if (this.picture || (this.isAnswered && !instances)) return true;
    this.show(stack, instances, first);
    return true;
  }

  private show(
    stack: OpeningImage['stack'],
    instances: readonly Instance[] | undefined,
    first: EarlyFirst,
  ): void {
    const { parts } = this;
    const { signal } = this.life;
    const onCame = (share: number) => {
      parts.onShare(share);
      parts.onChange();
    };
    this.failure = undefined;
    this.picture = new EarlyPane({ ...parts, decode: decodeEarly, stack, instances, signal, onCame }, first);
    parts.onChange();
  }

  /** The whole series is described. */
  private async describe(asked: Pane, instances: readonly Instance[]): Promise<void> {
    const { picture } = this;
    if (this.life.signal.aborted) return;
    if (picture) return this.place(picture, asked, instances);
    await this.open(asked, instances);
  }

  private async open(asked: Pane, instances: readonly Instance[]): Promise<void> {
    const { archiveId, ask } = this.parts;
    if (toStack(archiveId, this.study, this.series, instances).frames.length === 0) {
      // Presentation states are shown by the engine: on their images.
      const isStates = instances.some(
        ({ modality, sopClass }) => kindOf(modality, sopClass) === 'presentation',
      );
      if (!isStates) this.others = instances;
      return;
    }
    const opening = openAt(archiveId, asked, instances, ask, this.life.signal);
    if (opening) await this.bring(opening, instances);
  }

  /**
   * Finds the place of a picture, which was described by its own object alone, in its series. Where that describes it otherwise, or
   * begins with another, the picture goes: the same link shows the same, whatever was faster.
   */
  private async place(picture: EarlyPane, asked: Pane, instances: readonly Instance[]): Promise<void> {
    const { first } = picture;
    const stack = toStack(this.parts.archiveId, this.study, this.series, instances);
    const index = stack.indexOf(first.frame);
    const frame = index === undefined ? undefined : stack.frames[index];
    const isOpening = index === 0 || asked.at !== undefined;
    if (index !== undefined && isOpening && frame && isDescribedAlike(frame.instance, first.frame.instance))
      return this.show(stack, instances, { ...first, index });
    this.drop();
    this.parts.onChange();
    await this.open(asked, instances);
  }
}
