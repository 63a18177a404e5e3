import { cache } from '@cornerstonejs/core';
import { numbers } from '@/dicom/dataset/dicomJson';
import { frameNumbers } from '@/dicom/dataset/functionalGroups';
import { overlaysOf } from '@/dicom/pixels/overlay';
import { isFor } from '@/dicom/ps/state';
import { TAG } from '@/dicom/dataset/tags';
import type { Measurement } from '@/measurement/measurement';
import type { PresentedImage, PresentedPane } from '@/view/presentation/presentation';
import type { Pane } from '@/view/viewState';
import { canvasToPixel } from '@/imaging/projection/paneCamera';
import type { PaneView } from './paneView';
import type { ShownImage } from './shown';
import type { StackFrame } from '@/imaging/stack/stack';

/** Half a pixel either way is no shift that anybody made. */
const SHIFT_PX = 0.75;

/** One side of what is in the pane: to the image's edges, where the whole of it lies in the middle. */
function side(from: number, to: number, length: number): readonly [number, number] {
  const isWhole = from <= 0 && to >= length;
  return isWhole && Math.abs(from + to - length) < 2 * SHIFT_PX ? [0, length] : [from, to];
}

/**
 * What of the image is in the pane, in its pixels. Empty screen beside the whole image is left out, so that other screens fit
 * the image and not the empty screen; not where the picture was made smaller than the pane.
 */
function areaOf(
  { projection, element }: PaneView,
  { drawn, frame }: ShownImage,
  pane: Pane,
): PresentedPane['area'] {
  const { clientWidth, clientHeight } = element;
  const [a, b] = [
    canvasToPixel(projection, drawn.plane, 0, 0),
    canvasToPixel(projection, drawn.plane, clientWidth, clientHeight),
  ];
  const range = (axis: 0 | 1) =>
    [Math.min(a[axis], b[axis]) + 0.5, Math.max(a[axis], b[axis]) + 0.5] as const;
  const [across, down] = [range(0), range(1)];
  const isSmaller =
    pane.zoom !== undefined &&
    across[0] < 0 &&
    down[0] < 0 &&
    across[1] > frame.columns &&
    down[1] > frame.rows;
  const [left, right] = isSmaller ? across : side(...across, frame.columns);
  const [top, bottom] = isSmaller ? down : side(...down, frame.rows);
  return { left, top, right, bottom };
}

/** Height and width of a pixel of the image on screen, and whether they are millimetres. */
function pixelOf({ drawn, frame: { instance, frame } }: ShownImage): PresentedPane['pixel'] {
  const { rowSpacingMm: row, columnSpacingMm: column } = drawn.plane;
  const isMm =
    drawn.isReal ||
    frameNumbers(instance.dataset, frame, TAG.PixelMeasuresSequence, TAG.PixelSpacing).length === 2 ||
    numbers(instance.dataset, TAG.ImagerPixelSpacing).length === 2;
  return { row, column, isMm };
}

/** What a pane shows, resolved, for a presentation state of it; undefined while it shows nothing. */
export function presentedPane(
  view: PaneView | undefined,
  frames: readonly StackFrame[],
  pane: Pane | null | undefined,
  measurements: readonly Measurement[],
): PresentedPane | undefined {
  const shown = view?.shown;
  if (!view || !shown || !pane) return undefined;
  const { frame } = shown;
  const isColour = cache.getImage(frame.imageId)?.color === true;
  const { rotationDeg = 0, mirrored = false } = view.settings(frame);
  const presented = view.presentation.of(pane, frame);
  const image = (one: StackFrame): PresentedImage => {
    const { instance, frame: number } = one;
    const voi = one === frame ? shown : view.voiOf(one);
    if (isColour) return { instance, frame: number };
    // An image that is not here yet, with neither window nor table of its own, gets the one on screen.
    const { lut, window } = voi ?? shown;
    return { instance, frame: number, ...(lut ? { lut } : window ? { window } : {}) };
  };
  const graphics = pane.bare ? undefined : view.graphics;
  const own = overlaysOf(frame.instance.dataset).map(({ group }) => group);
  const isOn = (group: string) =>
    graphics !== undefined &&
    group !== graphics.shutter?.bitmapGroup &&
    (presented ? presented.state.activations[group] !== undefined : true);
  return {
    pane,
    shown: image(frame),
    images: frames.map(image),
    isColour,
    isInverted: view.isInverted,
    rotationDeg,
    isMirrored: mirrored,
    area: areaOf(view, shown, pane),
    pixel: pixelOf(shown),
    ...(graphics?.shutter ? { shutter: graphics.shutter } : {}),
    overlays: own.filter(isOn),
    measurements: measurements.filter(
      ({ study, series }) => study === frame.study && series === frame.series,
    ),
    ...(presented
      ? {
          applied: {
            ...(presented.state.modality ? { modality: presented.state.modality } : {}),
            ...(presented.shaping?.output ? { presentationLut: presented.shaping.output } : {}),
            annotations: presented.state.annotations.filter((one) => isFor(one, frame.sop, frame.frame)),
          },
        }
      : {}),
  };
}
