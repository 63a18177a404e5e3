import { malformed } from '@/archive/http/faults';
import { text } from '@/dicom/dataset/dicomJson';
import type { Instance } from '@/dicom/dataset/instance';
import {
  frameByteLength,
  type PixelDescription,
  type PixelFault,
  pixelFault,
  readPixel,
} from '@/dicom/pixels/pixel';
import { readRescale } from '@/dicom/transforms/rescale';
import { TAG } from '@/dicom/dataset/tags';
import type { SeriesUid, SopUid, StudyUid } from '@/dicom/dataset/uid';

/** value = stored * slope + intercept (PS3.3 C.11.1). */
export interface WantedRescale {
  readonly slope: number;
  readonly intercept: number;
}

/** All that fetching and verifying an instance's frames takes, without its dataset: small enough to post. */
export interface Wanted {
  readonly study: StudyUid;
  readonly series: SeriesUid;
  readonly sop: SopUid;
  readonly frames: number;
  /** Names instances that archives answer alike: the stored transfer syntax where known, else the series. */
  readonly kind: string;
  /** Patient ID (0010,0020) where the metadata say it: files of another patient are refused. */
  readonly patientId?: string;
  /** Why no picture can be trusted (Instance.doubt). */
  readonly doubt?: string;
  /** Absent: the metadata describe no image, so no frame can be verified; `fault` then says why. */
  readonly pixel?: PixelDescription;
  readonly fault?: PixelFault;
  /** One for all frames, or one per frame. */
  readonly rescales: readonly WantedRescale[];
  /** Of all frames, uncompressed. */
  readonly bytes: number;
}

/** Available Transfer Syntax UID (PS3.18 10.6.1.2.3): seldom sent. */
const TRANSFER_SYNTAX = '00083002';
/** Pixel Value Transformation inside Per-Frame Functional Groups gives each frame its own rescale. */
const PER_FRAME = '52009230';

function rescalesOf(instance: Instance): readonly WantedRescale[] {
  const count = instance.dataset[PER_FRAME] === undefined ? 1 : instance.frames;
  return Array.from({ length: count }, (_, index) => {
    const { slope, intercept } = readRescale(instance, index + 1);
    return { slope, intercept };
  });
}

export function toWanted(instance: Instance): Wanted {
  const { study, series, sop, sopClass, frames, dataset, doubt } = instance;
  const pixel = readPixel(dataset);
  const patientId = text(dataset, TAG.PatientId);
  const fault = pixelFault(dataset);
  return {
    study,
    series,
    sop,
    frames,
    kind: text(dataset, TRANSFER_SYNTAX) ?? `${series} ${sopClass}`,
    rescales: rescalesOf(instance),
    bytes: pixel === undefined ? 0 : frameByteLength(pixel) * frames,
    ...(pixel === undefined ? {} : { pixel }),
    ...(patientId === undefined ? {} : { patientId }),
    ...(doubt === undefined ? {} : { doubt }),
    ...(fault === undefined ? {} : { fault }),
  };
}

/** The rescale of a frame, from 1. */
export const rescaleOf = ({ rescales }: Wanted, frame: number): WantedRescale =>
  rescales[frame - 1] ?? rescales[0] ?? { slope: 1, intercept: 0 };

/**
 * How the pixels are stored. Throws `malformed` for what no way of asking makes trustworthy: with the doubt, or with the
 * attribute that makes no sense.
 */
export function pixelOf({ pixel, fault, doubt }: Wanted): PixelDescription {
  if (doubt !== undefined) throw malformed('frame', { what: doubt });
  if (pixel !== undefined) return pixel;
  throw malformed('frame', { what: fault?.most === undefined ? 'attribute' : 'limit', ...fault });
}
