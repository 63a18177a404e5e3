import { detectorPixel } from '@/dicom/geometry/detectorPixel';
import { isGrey, readPixel } from '@/dicom/pixels/pixel';
import { readRescale } from '@/dicom/transforms/rescale';
import type { LinkedLook, LinkedScale, LinkedValues } from '@/view/linked/linkedLook';
import type { NumberSettings, Pane } from '@/view/viewState';
import { isInverse } from '@/imaging/presentation/paneWindow';
import { pixelToCanvas } from '@/imaging/projection/paneCamera';
import type { StackFrame } from '@/imaging/stack/stack';
import { DEFAULT_PET_UNIT, isPet, suvFactorOf, valueUnitOf } from '@/imaging/stack/valueUnit';
import { isWholeScale, NO_CALIBRATIONS, spacingBy } from './paneFacts';
import type { PaneView } from './paneView';

type Sighted = Pick<PaneView, 'lieOf' | 'presentation' | 'shown'>;

function valuesOf(
  frame: StackFrame,
  pane: Pane,
  view: Sighted,
  petUnit: NumberSettings['petUnit'],
): LinkedValues {
  const { instance } = frame;
  const { study, series, modality } = instance;
  const pixel = readPixel(instance.dataset);
  if (view.shown?.isRendered) return { kind: 'none', why: 'rendered' };
  if (!pixel || !isGrey(pixel)) return { kind: 'none', why: 'colour' };
  if (view.presentation.of(pane, frame)?.shaping?.modality) return { kind: 'none', why: 'presented' };
  // Read as the file has them, they mean the same in two series only as standardized uptake values.
  const told = valueUnitOf(frame, petUnit === 'file' ? DEFAULT_PET_UNIT : petUnit);
  const suvFactor = isPet(instance) ? suvFactorOf(told) : undefined;
  return {
    kind: 'grey',
    ...{ study, series, modality },
    unit: readRescale(instance, frame.frame).unit,
    isInverse: isInverse(instance),
    ...(suvFactor === undefined ? {} : { suvFactor }),
  };
}

/** How an image would be shown with a pane's settings, as links see it; undefined while the pane shows nothing. */
export function linkedLookOf(
  frame: StackFrame | undefined,
  pane: Pane,
  view: Sighted,
  { calibrations = NO_CALIBRATIONS, petUnit }: NumberSettings,
): LinkedLook | undefined {
  // With the middle where a presentation state puts it, or the image's own.
  const { centre: _, ...rest } = pane;
  const lie = view.lieOf(frame, rest);
  if (!frame || !lie) return undefined;
  const { settings, projection, plane } = lie;
  const { rows, columns } = frame;
  const place = (column: number) => pixelToCanvas(projection, plane, column, 0);
  const [[ox, oy], [cx, cy]] = [place(0), place(100)];
  const fitCssPx = Math.hypot(cx - ox, cy - oy) / 100 / (pane.zoom ?? 1);
  const spacing = spacingBy(calibrations)(frame.instance, frame.frame);
  const scale: LinkedScale = {
    fitMmPerCssPx: spacing.columnMm / fitCssPx,
    rowMm: spacing.rowMm,
    columnMm: spacing.columnMm,
    isAtDetector: spacing.source === 'imager' && spacing.note !== 'magnified',
  };
  const { shown } = view;
  const isScaled =
    isWholeScale(spacing) && fitCssPx > 0 && Number.isFinite(scale.fitMmPerCssPx) && !shown?.isRendered;
  return {
    values: valuesOf(frame, pane, view, petUnit),
    ...(isScaled ? { scale } : {}),
    ...{ rows, columns },
    restCentre: settings.centre ?? [0.5, 0.5],
    rotationDeg: settings.rotationDeg ?? 0,
    mirrored: settings.mirrored ?? false,
    ...(pane.field && detectorPixel(frame.instance, frame.frame) ? { wall: pane.field.wall } : {}),
    ...(shown?.window ? { window: shown.window } : {}),
    ...(shown?.lut ? { hasTable: true } : {}),
  };
}
