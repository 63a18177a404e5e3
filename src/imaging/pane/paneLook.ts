import type { voiLutsOf } from '@/dicom/transforms/lut';
import type { Shaping } from '@/painting/look';
import type { Pane } from '@/view/viewState';
import type { GreyRange } from '@/imaging/stack/greys';
import { isInverse, voiFor, type Voi } from '@/imaging/presentation/paneWindow';
import type { PresentedFrame } from '@/imaging/presentation/presentedFrame';
import type { StackFrame } from '@/imaging/stack/stack';

/** How a pane shows an image. */
export interface PaneImageLook extends Voi {
  readonly isInverted: boolean;
  readonly isColour: boolean;
  readonly shaping?: Shaping | undefined;
}

/** What a look is made of. */
export interface LookInputs {
  readonly frame: StackFrame;
  readonly pane: Pane | undefined;
  readonly isColour: boolean;
  /** The image's own tables of grey levels. */
  readonly luts: ReturnType<typeof voiLutsOf>;
  /** The range of its values, or of all images that are read against each other. */
  readonly range: GreyRange;
  /** How the presentation state in force shows it. */
  readonly presented: PresentedFrame | undefined;
}

/** Window and inversion of an image: the reader's, else the presentation state's, else its own; with the engine or before it. */
export function lookFor({ frame, pane, isColour, luts, range, presented }: LookInputs): PaneImageLook {
  const isOwn = pane?.window !== undefined || pane?.voiLut !== undefined;
  const voi: Voi =
    (isOwn ? undefined : presented?.voi) ?? voiFor(pane, frame.instance, frame.frame, luts, range);
  const isDark = !isColour && (presented ? presented.isInverted : isInverse(frame.instance));
  return {
    ...voi,
    isInverted: isDark !== (pane?.inverted === true),
    shaping: presented?.shaping,
    isColour,
  };
}
