import { expect, test } from 'vitest';
import type { VerifiedFrame } from '@/archive/contract/archive';
import { ArchiveError } from '@/archive/contract/archiveError';
import { phantom } from '@/archive/testing/phantomFile';
import { FrameStream, type Hearer } from './frameStream';

const { instance } = phantom(0);
const { study, series, sop } = instance;
const frame: VerifiedFrame = {
  study,
  series,
  sop,
  frame: 1,
  form: 'values',
  values: new Int16Array(8),
  min: 0,
  max: 0,
  slope: 1,
  intercept: 0,
  transferSyntax: '1.2.840.10008.1.2.1',
};

function start(hearer: 'heard' | 'ahead') {
  const told: string[] = [];
  const later: (() => void)[] = [];
  const own: Hearer = {
    has: () => false,
    listener: {
      frame: () => void told.push('frame'),
      failed: (_, error) => void told.push(`failed ${error.fault}`),
      state: ({ phase }) => void told.push(phase),
    },
    signal: new AbortController().signal,
  };
  const stream = new FrameStream(
    { images: [instance], had: [], isPart: false, deaths: 0 },
    hearer === 'heard' ? own : undefined,
    {
      later: (run) => void later.push(run),
      isRefused: () => false,
      taken: (bytes) => void told.push(`taken ${bytes}`),
      done: () => void told.push('over'),
    },
  );
  return { stream, told, own, paint: () => later.splice(0).forEach((run) => run()) };
}

test('frames and the end wait for the next picture, and room is made after they are handed over', () => {
  const { stream, told, paint } = start('heard');
  stream.put([frame]);
  stream.enter({ phase: 'done' });
  expect(told).toEqual([]);
  paint();
  expect(told).toEqual(['frame', 'done', 'over', 'taken 16']);
});

test('begun ahead, frames wait for whoever takes it over', () => {
  const { stream, told, own, paint } = start('ahead');
  stream.put([frame]);
  paint();
  expect(told).toEqual([]);
  expect(stream.waiting).toEqual([frame]);
  stream.attach(own);
  paint();
  expect(told).toEqual(['frame', 'taken 16']);
});

test('after its end nothing is handed over; given up, each frame that is missing is told of', () => {
  const ended = start('heard');
  ended.stream.put([frame]);
  ended.stream.end();
  ended.paint();
  expect(ended.told).toEqual([]);
  const lost = start('heard');
  lost.stream.giveUp(() => new ArchiveError('malformed', 'gone'));
  expect(lost.told).toEqual(['failed malformed', 'done']);
});
