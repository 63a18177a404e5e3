import { stayMs } from '@/imaging/pane/paneFacts';
import { cineRange } from '@/view/cine';
import type { Cine } from '@/view/viewState';
import { startCine } from './cine';
import type { PaneController } from './paneController';

/** What a running loop asks of the view and does to it. Places count from 0. */
export interface PlayHand {
  readonly cine: () => Cine | undefined;
  /** Place of the image that the view asks for. */
  readonly wanted: () => number;
  readonly show: (index: number) => void;
  readonly ended: () => void;
}

/** Plays the images of a pane as the view says; the result stops it. */
export const playPane = (controller: PaneController, { cine, wanted, show, ended }: PlayHand): (() => void) =>
  startCine({
    range: () => cineRange(cine(), controller.frames, controller.part),
    mode: () => cine()?.mode ?? 'loop',
    index: wanted,
    stayMs: (index) => stayMs(controller.frames[index], cine()?.fps),
    has: (index) => controller.series?.has(index) === true,
    show,
    ended,
  });
