import { spacingOf, type Calibration } from '@/dicom/geometry/calibration';
import type { Spacing } from '@/dicom/geometry/spacing';
import { cineFps, frameTimeMs } from '@/dicom/series/display';
import { edgeMarkers } from '@/dicom/geometry/geometry';
import type { Instance } from '@/dicom/dataset/instance';
import { perFrame } from '@/dicom/dataset/perFrame';
import { readRescale } from '@/dicom/transforms/rescale';
import type { NumberSettings, Pane } from '@/view/viewState';
import { pixelToCanvas } from '@/imaging/projection/paneCamera';
import { EMPTY_PANE, type PaneFault, type PaneState, type PaneStatus } from './paneStore';
import type { ShownImage, Sight } from './shown';
import type { StackFrame } from '@/imaging/stack/stack';
import { isPet, valueUnitOf } from '@/imaging/stack/valueUnit';

/** What the controller of a pane knows, from which its facts are told. */
export interface PaneSituation {
  readonly pane: Pane | null;
  readonly state: PaneState;
  readonly fault?: PaneFault | undefined;
  readonly retryAtMs?: number | undefined;
  readonly index: number;
  readonly count: number;
  readonly view: Sight | undefined;
  /** The instance that was asked for, or the first of a series without images. */
  readonly subject: Instance | undefined;
  /** The image that was asked for, where the series is described and has it. */
  readonly asked: StackFrame | undefined;
  /** Of the image on screen. */
  readonly transferSyntax: string | undefined;
  readonly framesHeld: number | undefined;
  readonly playing: boolean;
  readonly settings: NumberSettings;
}

/** Frames per second where the file does not say. */
export const DEFAULT_FPS = 15;

/** How long a frame of a running loop stays, ms: by the speed that a person chose, else by the file's. */
export const stayMs = (frame: StackFrame | undefined, fps?: number): number =>
  (fps !== undefined ? 1000 / fps : frame && frameTimeMs(frame.instance, frame.frame)) ?? 1000 / DEFAULT_FPS;

/** CSS pixels per image pixel along a row of pixels and along a column. */
function scales(
  view: Sight,
  { drawn }: ShownImage,
): { alongRow: number; alongColumn: number; isTurned: boolean } {
  const place = (column: number, row: number) => pixelToCanvas(view.projection, drawn.plane, column, row);
  const [ox, oy] = place(0, 0);
  const [cx, cy] = place(100, 0);
  const [rx, ry] = place(0, 100);
  return {
    alongRow: Math.hypot(cx - ox, cy - oy) / 100,
    alongColumn: Math.hypot(rx - ox, ry - oy) / 100,
    isTurned: Math.abs(cy - oy) > Math.abs(cx - ox),
  };
}

function graphicsFacts({ graphics }: Sight, { bare }: Pane): Pick<PaneStatus, 'graphics'> {
  if (!graphics) return {};
  return { graphics: bare ? 'hidden' : (graphics.lost ?? 'shown') };
}

export const NO_CALIBRATIONS: readonly Calibration[] = [];
/** Millimetres a pixel of a frame. By the same calibrations a frame has the same spacing. */
export const spacingBy = perSettings((calibrations: readonly Calibration[]) =>
  perFrame((instance, frame) => spacingOf(instance, frame, calibrations)),
);
const unitOf = perFrame((instance, frame) => readRescale(instance, frame).unit);
const fpsOf = perFrame((instance) => cineFps(instance) ?? DEFAULT_FPS);

/** What is made of settings, once for each. */
function perSettings<S extends object, T>(make: (settings: S) => T): (settings: S) => T {
  const known = new WeakMap<S, T>();
  return (settings) => {
    const made = known.get(settings) ?? make(settings);
    known.set(settings, made);
    return made;
  };
}

/** Whether millimetres are known, and the same all over the image. */
export const isWholeScale = ({ source }: Spacing): boolean => source !== 'none' && source !== 'ultrasound';

function shownFacts(
  view: Sight,
  shown: ShownImage,
  pane: Pane,
  { calibrations = NO_CALIBRATIONS, petUnit }: NumberSettings,
): Partial<PaneStatus> {
  const { frame, window, lut, isRendered: isMade } = shown;
  const { instance } = frame;
  const spacing = spacingBy(calibrations)(instance, frame.frame);
  const { alongRow, alongColumn, isTurned } = scales(view, shown);
  const settings = view.settings(frame);
  const { rotationDeg = 0, mirrored = false, zoom = 1 } = settings;
  const markers = edgeMarkers(instance, frame.frame, rotationDeg, mirrored);
  const presentation = view.presentation.facts(pane, frame);
  const mmPerCssPx = isTurned ? spacing.rowMm / alongColumn : spacing.columnMm / alongRow;
  const hasScale = isWholeScale(spacing) && Number.isFinite(mmPerCssPx) && !isMade;
  return {
    instance,
    frame: frame.frame,
    ...(window ? { window } : {}),
    ...(shown.range ? { range: shown.range } : {}),
    ...(window && shown.isProvisional ? { isWindowProvisional: true } : {}),
    ...(lut ? { voiLut: lut.explanation ?? '' } : {}),
    ...graphicsFacts(view, pane),
    unit: unitOf(instance, frame.frame),
    zoom,
    scale: alongRow,
    ...(presentation ? { presentation } : {}),
    ...(hasScale ? { mmPerCssPx } : {}),
    spacing,
    ...(isPet(instance) ? { petUnit: valueUnitOf(frame, petUnit) } : {}),
    ...(frame.firstAcquiredS === undefined ? {} : { firstAcquiredS: frame.firstAcquiredS }),
    ...(markers ? { markers } : {}),
    ...(isMade ? { isRendered: true } : {}),
    ...(shown.hasLostProfile ? { hasLostProfile: true } : {}),
    fps: fpsOf(instance, frame.frame),
  };
}

/** The facts of a pane: of the image on screen where there is one, of the wish where there is none. */
export function describePane(situation: PaneSituation): PaneStatus {
  const { pane, state, fault, retryAtMs, index, count, view, playing, settings } = situation;
  if (!pane) return EMPTY_PANE;
  const shown = view?.shown;
  // Below a sentence may still lie the picture of before: whose it was is not the question then.
  const isOnScreen = state === 'shown' || state === 'stale';
  const image = isOnScreen ? shown?.frame : state === 'loading' ? situation.asked : undefined;
  const subject = (isOnScreen ? shown?.frame.instance : undefined) ?? situation.subject;
  return {
    ...EMPTY_PANE,
    state,
    study: pane.study,
    series: pane.series,
    index,
    count,
    zoom: pane.zoom ?? 1,
    ownZoom: pane.zoom ?? 1,
    playing,
    ...(fault ? { fault } : {}),
    ...(retryAtMs === undefined ? {} : { retryAtMs }),
    ...(situation.transferSyntax === undefined ? {} : { transferSyntax: situation.transferSyntax }),
    ...(situation.framesHeld === undefined ? {} : { framesHeld: situation.framesHeld }),
    ...(subject ? { subject } : {}),
    ...(image ? { image } : {}),
    ...(view && shown ? shownFacts(view, shown, pane, settings) : {}),
  };
}
