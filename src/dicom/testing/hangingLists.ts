import { text, number } from '@/dicom/dataset/dicomJson';
import type { Instance } from '@/dicom/dataset/instance';
import { TAG } from '@/dicom/dataset/tags';
import { buildInstance } from './build';
import { readSharedFiles } from './sharedFiles';

/** A series of a list, as the list names it and as one of its images describes it. */
export interface TestSeries {
  readonly number: number;
  readonly modality: string;
  readonly description: string;
  readonly bodyPart?: string | undefined;
  readonly instanceCount: number;
  readonly instance: Instance;
}

const COSINES = {
  ax: [1, 0, 0, 0, 1, 0],
  cor: [1, 0, 0, 0, 0, -1],
  sag: [0, 1, 0, 0, 0, -1],
} as const;
type Plane = keyof typeof COSINES;
type Content = Parameters<typeof buildInstance>[0];

const made = (
  number: number,
  modality: string,
  description: string,
  instanceCount: number,
  content: Content,
  bodyPart?: string,
): TestSeries => ({
  ...{ number, modality, description, instanceCount, bodyPart },
  instance: buildInstance({ Modality: modality, SeriesInstanceUid: `1.2.3.${number}`, ...content }),
});

const placed = (plane: Plane) => ({ ImageOrientationPatient: [...COSINES[plane]] });

/** Repetition, echo and inversion time, ms. */
const TIMES = {
  t1: [550, 12],
  t2: [4200, 95],
  pd: [3000, 35],
  flair: [9000, 110, 2500],
  stir: [5000, 40, 160],
  mprage: [2000, 3, 900],
} as const;

export const mr = (
  number: number,
  plane: Plane,
  times: keyof typeof TIMES,
  description: string,
  { count = 24, ...content }: Content & { readonly count?: number } = {},
): TestSeries => {
  const [repetitionMs, echoMs, inversionMs] = TIMES[times];
  return made(number, 'MR', description, count, {
    ...placed(plane),
    RepetitionTime: repetitionMs,
    EchoTime: echoMs,
    ...(inversionMs === undefined ? {} : { InversionTime: inversionMs }),
    ...content,
  });
};

export const diffusion = (number: number, b: number, description: string): TestSeries =>
  made(number, 'MR', description, 48, {
    ...placed('ax'),
    ...{ RepetitionTime: 5000, EchoTime: 80, DiffusionBValue: b },
  });

export const ct = (
  number: number,
  plane: Plane,
  kernel: string,
  thicknessMm: number,
  description: string,
  { count = 200, ...content }: Content & { readonly count?: number } = {},
): TestSeries =>
  made(number, 'CT', description, count, {
    ...placed(plane),
    ...{ ConvolutionKernel: kernel, SliceThickness: thicknessMm },
    ...content,
  });

export const scout = (number: number, modality = 'CT', description = 'Topogram'): TestSeries =>
  made(number, modality, description, 2, {
    ...placed('cor'),
    ImageType: ['ORIGINAL', 'PRIMARY', 'LOCALIZER'],
  });

export const pet = (number: number, description: string, count = 200): TestSeries =>
  made(number, 'PT', description, count, { ...placed('ax'), SliceThickness: 3 });

const VIEWS = { CC: '399162004', MLO: '399368009' } as const;

/** A mammogram; `code`: of its view, else its View Position alone. */
export const mg = (
  number: number,
  side: 'R' | 'L',
  view: 'CC' | 'MLO',
  description: string,
  { code = true, modifier = '', isProcessing = false } = {},
): TestSeries => {
  const base = made(number, 'MG', description, 1, {
    SopClassUid: `1.2.840.10008.5.1.4.1.1.1.2${isProcessing ? '.1' : ''}`,
    ImageLaterality: side,
    ...(code ? {} : { ViewPosition: view }),
    ...(code ? { ViewCodeSequence: [{ '00080100': { vr: 'SH', Value: [VIEWS[view]] } }] } : {}),
    ...(modifier === ''
      ? {}
      : { ViewModifierCodeSequence: [{ '00080100': { vr: 'SH', Value: [modifier] } }] }),
  });
  return base;
};

/** What has no planes: radiographs, angiograms, ultrasound, documents. */
export const other = (number: number, modality: string, description: string, count = 1): TestSeries =>
  made(number, modality, description, count, {});

/** The series of a folder of real files, each with the first of its objects. */
export function realSeries(folder: string): readonly TestSeries[] {
  const bySeries = new Map<string, Instance[]>();
  for (const instance of readSharedFiles(folder))
    bySeries.set(instance.series, [...(bySeries.get(instance.series) ?? []), instance]);
  return [...bySeries.values()].flatMap((instances) => {
    const [instance] = instances.toSorted(
      (a, b) => (number(a.dataset, TAG.InstanceNumber) ?? 0) - (number(b.dataset, TAG.InstanceNumber) ?? 0),
    );
    if (!instance) return [];
    return {
      number: number(instance.dataset, TAG.SeriesNumber) ?? 0,
      modality: instance.modality,
      description: text(instance.dataset, TAG.SeriesDescription) ?? '',
      bodyPart: text(instance.dataset, TAG.BodyPartExamined),
      instanceCount: instances.length,
      instance,
    };
  });
}
