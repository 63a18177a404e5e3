import type { BlendedInput, PresentationKind, PresentationState } from '@/dicom/ps/state';
import type { Pane } from '@/view/viewState';
import { drawnPlane } from '@/imaging/projection/drawnPlane';
import { underField } from '@/imaging/projection/fieldRest';
import { presentFrame, withPresentation, type PresentationNote, type PresentedFrame } from './presentedFrame';
import { MISSING, type Presentations } from './presentations';
import type { StackFrame } from '@/imaging/stack/stack';

/** What there is to know of the presentation state that a pane names. */
export interface PresentationFacts {
  /** `other-image`: the state is not for the image on screen, which is shown as its file wants it. */
  readonly phase: 'loading' | 'missing' | 'applied' | 'other-image';
  readonly kind?: PresentationKind;
  readonly label?: string;
  readonly description?: string;
  readonly creator?: string;
  /** ISO 8601. */
  readonly at?: string;
  /** Series that a blending state lays over one another. */
  readonly blended?: readonly BlendedInput[];
  readonly notes: readonly PresentationNote[];
}

/** The presentation state of one pane, image by image. */
export class PanePresentation {
  private readonly states: Presentations;
  private readonly arrived: () => void;
  private readonly frames = new WeakMap<
    StackFrame,
    { state: PresentationState; presented: PresentedFrame | undefined }
  >();
  /** The state that is on its way. */
  private asked: string | undefined;
  private isDisposed = false;

  constructor(states: Presentations, arrived: () => void) {
    this.states = states;
    this.arrived = arrived;
  }

  dispose(): void {
    this.isDisposed = true;
  }

  /** How a frame is shown; undefined: as its file wants it, or the state is on its way. The same object every time. */
  of(pane: Pane | undefined, frame: StackFrame): PresentedFrame | undefined {
    const state = this.stateOf(pane);
    if (!state || state === MISSING) return undefined;
    const known = this.frames.get(frame);
    if (known?.state === state) return known.presented;
    const presented = presentFrame(state, frame, drawnPlane(frame.instance, frame.frame).plane);
    this.frames.set(frame, { state, presented });
    return presented;
  }

  /** A pane's settings with the state's beneath them, or its field's: a state has a displayed area of its own. */
  under(pane: Pane, frame: StackFrame, size: Parameters<typeof withPresentation>[4]): Pane {
    const presented = this.of(pane, frame);
    const { plane } = drawnPlane(frame.instance, frame.frame);
    return presented
      ? withPresentation(pane, presented, plane, frame, size)
      : underField(pane, frame, plane, size);
  }

  facts(pane: Pane, frame: StackFrame): PresentationFacts | undefined {
    if (!pane.presentation) return undefined;
    const state = this.stateOf(pane);
    if (!state) return { phase: 'loading', notes: [] };
    if (state === MISSING) return { phase: 'missing', notes: [] };
    const presented = this.of(pane, frame);
    const { kind, label, description, creator, at } = state;
    return {
      phase: presented ? 'applied' : 'other-image',
      kind,
      label,
      ...(description === undefined ? {} : { description }),
      ...(creator === undefined ? {} : { creator }),
      ...(at === undefined ? {} : { at }),
      ...(state.blended.length > 0 ? { blended: state.blended } : {}),
      notes: presented?.notes ?? [],
    };
  }

  private stateOf(pane: Pane | undefined) {
    if (!pane?.presentation) return undefined;
    const known = this.states.known(pane.study, pane.presentation);
    const { sop } = pane.presentation;
    if (known === undefined && this.asked !== sop) {
      this.asked = sop;
      void this.states.want(pane.study, pane.presentation).then(() => {
        this.asked = undefined;
        if (!this.isDisposed) this.arrived();
      });
    }
    return known;
  }
}
