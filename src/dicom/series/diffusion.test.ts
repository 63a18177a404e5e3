import { expect, test } from 'vitest';
import { bValueOf } from './diffusion';
import type { DicomElement } from '@/dicom/dataset/dicomJson';
import type { Instance } from '@/dicom/dataset/instance';
import { build, buildInstance } from '@/dicom/testing/build';

const mr = (elements: Record<string, DicomElement>): Instance => {
  const instance = buildInstance({ Modality: 'MR' });
  return { ...instance, dataset: { ...instance.dataset, ...elements } };
};
const of = (...Value: (string | number)[]): DicomElement => ({ Value });
const base64 = (view: ArrayBufferView) =>
  Buffer.from(view.buffer, view.byteOffset, view.byteLength).toString('base64');
const bytes = (view: ArrayBufferView): DicomElement => ({ vr: 'UN', InlineBinary: base64(view) });

test.each<[string, Record<string, DicomElement>, number | undefined]>([
  ['the standard', { '00189087': of(800) }, 800],
  ['Siemens', { '00190010': of('SIEMENS MR HEADER'), '0019100C': of('1000') }, 1000],
  ['Siemens in another block', { '00190011': of('SIEMENS MR HEADER'), '0019110C': of(50) }, 50],
  ['the block of another maker', { '00190010': of('ELSE'), '0019100C': of('1000') }, undefined],
  ['a Siemens sequence', { '00080070': of('SIEMENS'), '00180024': of('*ep_b800t') }, 800],
  ['the same of another maker', { '00080070': of('ELSE'), '00180024': of('*ep_b800t') }, undefined],
  ['GE', { '00430010': of('GEMS_PARM_01'), '00431039': of(800, 8, 0, 0) }, 800],
  ['GE with its offset', { '00430010': of('GEMS_PARM_01'), '00431039': of(1_000_000_800, 8, 0, 0) }, 800],
  [
    'GE as bytes',
    { '00430010': of('GEMS_PARM_01'), '00431039': bytes(Buffer.from('1000001000\\8\\0\\0 ')) },
    1000,
  ],
  ['Philips', { '20010010': of('Philips Imaging DD 001'), '20011003': of(1000) }, 1000],
  [
    'Philips as bytes',
    { '20010010': of('Philips Imaging DD 001'), '20011003': bytes(new Float32Array([600])) },
    600,
  ],
  ['UIH', { '00650010': of('Image Private Header'), '00651009': bytes(new Float64Array([1500])) }, 1500],
  ['Toshiba', { '00080070': of('TOSHIBA_MEC'), '00204000': of('b=1000(0.4,0.1,0.9)') }, 1000],
  ['nobody', {}, undefined],
  ['a number that is none', { '00189087': of(-1) }, undefined],
])('b-value by %s', (_, elements, expected) => {
  expect(bValueOf(mr(elements), 1)).toBe(expected);
});

test('a frame has its own', () => {
  const diffusion = (b: number) => build({ MrDiffusionSequence: build({ DiffusionBValue: b }) });
  const instance = buildInstance({
    Modality: 'MR',
    NumberOfFrames: 2,
    PerFrameFunctionalGroups: [diffusion(0), diffusion(800)],
  });
  expect([1, 2].map((frame) => bValueOf(instance, frame))).toEqual([0, 800]);
});
