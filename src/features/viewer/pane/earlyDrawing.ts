import type { Engine, EngineParts, WaitingHand } from '@/imaging/contract';
import type { EarlyPictures } from '@/imaging/early/earlyPictures';
import type { FactsStore } from '@/imaging/pane/paneStore';
import type { Claim, Claimant, PointerAt, Press } from '@/imaging/pointer/claims';
import type { DrawingStep, GestureTarget } from '@/imaging/pointer/gestures';
import { toolSpec, type ToolId } from '@/imaging/pointer/tools';
import { KINDS } from '@/measurement/kinds';
import { createInk } from './earlyInk';

export interface EarlyDrawingParts {
  readonly pane: number;
  /** What the picture fills. */
  readonly element: HTMLElement;
  readonly hand: WaitingHand;
  readonly early: EarlyPictures;
  readonly facts: FactsStore;
  readonly tool: EngineParts['tool'];
  readonly target: GestureTarget;
  readonly engine: () => Engine | undefined;
  /** No engine will come: what nobody will serve is not taken. */
  readonly hasEngineFailed: () => boolean;
  /** What was drawn will be asked for its text. */
  readonly onText: () => void;
}

/** Whether what a tool draws is asked for its text. */
function asksText(tool: ToolId): boolean {
  const { measures } = toolSpec(tool);
  return measures !== undefined && KINDS[measures].hand.asksText === true;
}

/**
 * Takes what a pointer draws with a measuring tool in hand, on a picture that stands before there is an engine, or before that one has
 * its own: it is kept for it, and goes on through its arrival to its own end. `end` takes away what is shown of it.
 */
export function createEarlyDrawing(parts: EarlyDrawingParts): { claimant: Claimant; end: () => void } {
  const { pane, element, hand, early, facts, tool, target } = parts;
  const ink = createInk(element, pane, { hand, early });
  const isMeasuring = () => toolSpec(tool.getState().tool).group === 'measure';
  /** What is drawn is put on the image that was asked for: another may stand there until the next picture of the page. */
  const mayMark = () =>
    !parts.hasEngineFailed() &&
    facts.getState().panes[pane]?.state === 'shown' &&
    early.serves(pane, 'picture') &&
    hand.mayMark(pane);
  /** The engine is here, and so is its picture in this pane: until both are, the one before it stands under the hand. */
  const isEngines = () => parts.engine() !== undefined && !hand.isWaiting(pane, 'engine');
  const press = ({ button, isOnPicture, kind, at, ms }: Press): Claim | undefined => {
    if (isEngines() || button !== 0 || !isOnPicture || !isMeasuring() || !mayMark()) return undefined;
    const drawsWith = tool.getState().tool;
    let last: PointerAt = { at, ms };
    const tell = (does: DrawingStep['does'], now: PointerAt) => {
      last = now;
      const step = { does, tool: drawsWith, at: now.at, ms: now.ms, pointer: kind };
      target.draw(step);
      ink.draw(step);
    };
    tell('press', last);
    return {
      move: (now) => tell('move', now),
      release(now) {
        tell('release', now);
        if (asksText(drawsWith)) parts.onText();
      },
      cancel: () => tell('cancel', last),
      // One that draws rests to be exact.
      rest: () => 'stay',
    };
  };
  return {
    // A pane alone is for double clicks on the picture, not for those that draw.
    claimant: { press, doublePress: ({ isOnPicture }) => isOnPicture && !isEngines() && isMeasuring() },
    end: ink.end,
  };
}
