import { items, numbers, text } from '@/dicom/dataset/dicomJson';
import type { Instance } from '@/dicom/dataset/instance';
import { composeRigid, isSameRigid, readRigid, STILL, type Rigid } from './rigid';

const SPATIAL = '1.2.840.10008.5.1.4.1.1.66.1';
const DEFORMABLE = '1.2.840.10008.5.1.4.1.1.66.3';

const FRAME_OF_REFERENCE = '00200052';
const REGISTRATIONS = '00700308';
const MATRIX_REGISTRATIONS = '00700309';
const MATRICES = '0070030A';
const MATRIX = '300600C6';
const CONTENT_DATE = '00080023';
const CONTENT_TIME = '00080033';

/** Why a registration is not applied. */
export type RegistrationRefusal =
  | 'deformable'
  /** It scales, shears, mirrors or shifts too far, or is no matrix. */
  | 'not-rigid'
  /** It is made of several matrices, and is another by their order. */
  | 'several';

/** What takes points of one frame of reference into another, LPS mm. */
export interface RegisteredFrame {
  /** Frames of Reference UID (0020,0052). */
  readonly from: string;
  readonly to: string;
  readonly matrix: Rigid;
}

/** A registration object of a study: what it says, and what of it is not applied. */
export interface Registration {
  readonly instance: Instance;
  /** Content Date (0008,0023), then Content Time (0008,0033), as sent: newer ones sort behind. */
  readonly at: string;
  readonly date?: string;
  readonly frames: readonly RegisteredFrame[];
  readonly refused: readonly RegistrationRefusal[];
}

/** The matrices of an item as one: where there are several their order must not matter. */
function matrixOf(all: readonly (readonly number[])[]): Rigid | 'not-rigid' | 'several' {
  const matrices = all.map(readRigid).filter((one) => one !== undefined);
  if (matrices.length < all.length || all.length === 0) return 'not-rigid';
  const forth = matrices.reduce((before, one) => composeRigid(one, before), STILL);
  const back = matrices.reduceRight((before, one) => composeRigid(one, before), STILL);
  return isSameRigid(forth, back) ? forth : 'several';
}

/**
 * Reads a Spatial Registration (PS3.3 A.39.1, C.20.2): each item names a frame of reference, and its matrix takes points of that into
 * the frame of reference of the object itself. Undefined for other objects.
 */
export function readRegistration(instance: Instance): Registration | undefined {
  const { dataset, sopClass } = instance;
  if (sopClass !== SPATIAL && sopClass !== DEFORMABLE) return undefined;
  const date = text(dataset, CONTENT_DATE);
  const head = {
    instance,
    at: `${date ?? ''}${text(dataset, CONTENT_TIME) ?? ''}`,
    ...(date === undefined ? {} : { date }),
  };
  if (sopClass === DEFORMABLE) return { ...head, frames: [], refused: ['deformable'] };
  const to = text(dataset, FRAME_OF_REFERENCE);
  const refused: RegistrationRefusal[] = [];
  const frames = items(dataset, REGISTRATIONS).flatMap((item): RegisteredFrame[] => {
    const from = text(item, FRAME_OF_REFERENCE);
    // Its own frame of reference is named too, mostly.
    if (!from || !to || from === to) return [];
    const matrices = items(item, MATRIX_REGISTRATIONS).flatMap((one) => items(one, MATRICES));
    const matrix = matrixOf(matrices.map((one) => numbers(one, MATRIX)));
    if (typeof matrix !== 'string') return [{ from, to, matrix }];
    refused.push(matrix);
    return [];
  });
  return { ...head, frames, refused };
}

/** What several objects say, of two frames of reference that more than one is about the newest. */
export function newestFrames(
  all: readonly Registration[],
): readonly (RegisteredFrame & { readonly by: Instance })[] {
  const sorted = [...all].sort((a, b) => a.at.localeCompare(b.at));
  const newest = new Map<string, RegisteredFrame & { readonly by: Instance }>();
  for (const { frames, instance } of sorted)
    for (const one of frames) newest.set([one.from, one.to].sort().join(' '), { ...one, by: instance });
  return [...newest.values()];
}
