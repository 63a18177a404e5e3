import { expect, test } from 'vitest';
import { toWanted } from './wanted';
import { buildInstance } from '@/dicom/testing/build';
import { systemClock } from '@/archive/http/clock';
import { fetchFrame } from './fetchFrame';
import { createLadder } from './ladder';
import { TIMINGS } from '@/archive/http/retry';

test('what no codec here decodes exactly is said so, also where the archive was asked to decode it first and sent it labelled as decoded', async () => {
  const wanted = toWanted(
    buildInstance({
      Rows: 16,
      Columns: 16,
      NumberOfFrames: 2,
      BitsAllocated: 16,
      BitsStored: 12,
      HighBit: 11,
    }),
  );
  // The head of a picture of 12 bits by cjxl (libjxl).
  const frame = new Uint8Array(100);
  frame.set(Buffer.from('/wpDYFBcCAgCAQBYAg==', 'base64'));
  const answers: readonly string[] = ['1.2.840.10008.1.2.1', '1.2.840.10008.1.2.4.110'];
  let asked = 0;
  const fetch = () => {
    const type = `application/octet-stream; transfer-syntax=${answers[asked++]}`;
    return Promise.resolve(new Response(frame, { headers: { 'Content-Type': type } }));
  };
  const parts = {
    root: 'https://archive.test',
    ladder: createLadder(),
    recent: new Map(),
    clock: systemClock,
    timings: TIMINGS,
    fetch,
  };
  await expect(
    fetchFrame(wanted, 1, new AbortController().signal, parts, ['explicit', 'stored']),
  ).rejects.toMatchObject({ fault: 'malformed', details: { what: 'codec' } });
  expect(asked).toBe(2);
});
