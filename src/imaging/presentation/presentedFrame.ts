import { isFor, type DisplayedArea, type PresentationState, type StateNote } from '@/dicom/ps/state';
import { modalityChange, voiLutFor } from '@/dicom/ps/modality';
import { rangeWindow } from '@/dicom/transforms/voi';
import type { Plane } from '@/dicom/geometry/geometry';
import type { Pane, QuarterTurn } from '@/view/viewState';
import type { Shaping } from '@/painting/look';
import { lutRange, type Voi } from './paneWindow';
import type { StackFrame } from '@/imaging/stack/stack';

/**
 * What is to be known of a picture under a state: beside what a state's notes say, `values` = measured values are the
 * file's, not the state's; `unreachable` = the file's own modality table stands before the state's; `true-size` = only as
 * true as the screen's own idea of a millimetre; `aspect` = pixels of another shape than the state says.
 */
export type PresentationNote = StateNote | 'values' | 'unreachable' | 'true-size' | 'aspect';

/** A presentation state as it holds for one frame. */
export interface PresentedFrame {
  readonly state: PresentationState;
  /** Absent for colour. */
  readonly voi?: Voi;
  readonly shaping?: Shaping;
  readonly isInverted: boolean;
  readonly area?: DisplayedArea;
  readonly notes: readonly PresentationNote[];
}

/** Shapes of pixels that differ by more than rounding. */
const ODD = 1.001;

function hasOtherShape({ spacingMm, aspect }: DisplayedArea, plane: Plane): boolean {
  const [row, column] = spacingMm ?? aspect ?? [1, 1];
  const ratio = (row / column) * (plane.columnSpacingMm / plane.rowSpacingMm);
  return (spacingMm !== undefined || aspect !== undefined) && (ratio > ODD || ratio < 1 / ODD);
}

/** How a state shows a frame; undefined when it is not for it. */
export function presentFrame(
  state: PresentationState,
  { instance, sop, frame }: StackFrame,
  plane: Plane,
): PresentedFrame | undefined {
  const isWanted = state.images.some((image) => isFor({ images: [image] }, sop, frame));
  if (!isWanted) return undefined;
  const area = state.areas.find((one) => isFor(one, sop, frame));
  const { kind, presentationLut: output, palette } = state;
  const { map, range, isUnreachable } = modalityChange(state.modality, instance, frame);
  const own = state.vois.find((one) => isFor(one, sop, frame));
  const lut = own?.lut && voiLutFor(own.lut, state.modality, instance);
  const voi: Voi = lut
    ? { window: lutRange(lut), lut }
    : { window: own?.window ?? rangeWindow(range.min, range.max) };
  const isShaped = map !== undefined || output !== undefined || palette !== undefined;
  const notes: PresentationNote[] = [
    ...state.notes,
    ...(map ? (['values'] as const) : []),
    ...(isUnreachable ? (['unreachable'] as const) : []),
    ...(area?.mode === 'TRUE SIZE' ? (['true-size'] as const) : []),
    ...(area && hasOtherShape(area, plane) ? (['aspect'] as const) : []),
  ];
  return {
    state,
    ...(kind === 'color' ? {} : { voi }),
    ...(isShaped && kind !== 'color'
      ? {
          shaping: {
            ...(map ? { modality: map } : {}),
            ...(output ? { output } : {}),
            ...(palette ? { palette } : {}),
          },
        }
      : {}),
    isInverted: state.isInverse && kind !== 'color',
    ...(area ? { area } : {}),
    notes,
  };
}

/** CSS pixels in a millimetre of a screen that keeps to CSS (96 to the inch). */
const CSS_PX_PER_MM = 96 / 25.4;

interface PaneSize {
  readonly width: number;
  readonly height: number;
  /** Device pixels per CSS pixel. */
  readonly ratio: number;
}

/** Edges of an area in image pixels, outer corner of the first pixel at 0, 0. */
export function edgesOf({ topLeft, bottomRight }: Pick<DisplayedArea, 'topLeft' | 'bottomRight'>) {
  return {
    left: Math.min(topLeft[0], bottomRight[0]) - 1,
    top: Math.min(topLeft[1], bottomRight[1]) - 1,
    right: Math.max(topLeft[0], bottomRight[0]),
    bottom: Math.max(topLeft[1], bottomRight[1]),
  };
}

/** CSS pixels per millimetre of the plane at which an area is shown as its mode says (PS3.3 C.10.4). */
function areaScale(area: DisplayedArea, plane: Plane, isTurned: boolean, { width, height, ratio }: PaneSize) {
  const { left, top, right, bottom } = edgesOf(area);
  const [across, down] = [(right - left) * plane.columnSpacingMm, (bottom - top) * plane.rowSpacingMm];
  if (area.mode === 'TRUE SIZE' && area.spacingMm)
    return CSS_PX_PER_MM * (area.spacingMm[1] / plane.columnSpacingMm);
  if (area.mode === 'MAGNIFY' && area.magnification !== undefined)
    return area.magnification / ratio / plane.columnSpacingMm;
  return isTurned ? Math.min(width / down, height / across) : Math.min(width / across, height / down);
}

/**
 * A pane's settings with the state's beneath them: first the state turns and flips, then the reader; the reader's zoom goes
 * on from the displayed area, the reader's middle takes the place of the area's.
 */
export function withPresentation(
  pane: Pane,
  { state, area }: PresentedFrame,
  plane: Plane,
  image: { readonly rows: number; readonly columns: number },
  size: PaneSize,
): Pane {
  const { rotationDeg = 0, mirrored = false, zoom = 1 } = pane;
  const turned = (state.isFlipped ? state.rotationDeg - rotationDeg : state.rotationDeg + rotationDeg) + 360;
  const placed: Pane = {
    ...pane,
    rotationDeg: (turned % 360) as QuarterTurn,
    mirrored: state.isFlipped !== mirrored,
  };
  if (!area || size.width === 0 || size.height === 0) return placed;
  const { left, top, right, bottom } = edgesOf(area);
  const fit = Math.min(
    size.width / (image.columns * plane.columnSpacingMm),
    size.height / (image.rows * plane.rowSpacingMm),
  );
  const isTurned = state.rotationDeg % 180 !== 0;
  return {
    ...placed,
    zoom: (zoom * areaScale(area, plane, isTurned, size)) / fit,
    centre: pane.centre ?? [(left + right) / 2 / image.columns, (top + bottom) / 2 / image.rows],
  };
}
