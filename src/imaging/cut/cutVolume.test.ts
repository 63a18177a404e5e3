import { expect, test } from 'vitest';
import type { SopUid } from '@/dicom/dataset/uid';
import type { StackFrame } from '@/imaging/stack/stack';
import { imageLookedAt } from './cutVolume';

const image = (sop: string) => ({ sop: sop as SopUid, frame: 1 }) as StackFrame;

test('planes have the window of the image that was looked at, else of the first in the order of the series', () => {
  // Slices run from the feet, the series from the head.
  const volume = { images: [image('1.3'), image('1.2'), image('1.1')], places: [2, 1, 0] };
  expect(imageLookedAt(volume, { sop: '1.2' as SopUid, frame: 1 })?.sop).toBe('1.2');
  expect(imageLookedAt(volume, undefined)?.sop).toBe('1.1');
  expect(imageLookedAt(volume, { sop: '1.9' as SopUid, frame: 1 })?.sop).toBe('1.1');
});
