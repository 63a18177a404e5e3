import { expect, test } from 'vitest';
import type { Instance } from '@/dicom/instance';
import type { SeriesUid, SopUid, StudyUid } from '@/dicom/uid';
import type { Archive } from './archive';
import { askAhead } from './askedAhead';

const [study, series, sop] = ['1.2' as StudyUid, '1.3' as SeriesUid, '1.4' as SopUid];
const key = { study, series, sop, frame: 1 };
const { signal } = new AbortController();

/** An archive that counts what it is asked, and refuses the first so many questions. */
function counting(refusals = 0) {
  const asked: string[] = [];
  const answer = (what: string) => {
    asked.push(what);
    return asked.length <= refusals
      ? Promise.reject(new Error(`refused ${what}`))
      : Promise.resolve(`${what} ${asked.length}` as never);
  };
  const archive = {
    id: 'a',
    series: () => answer('series'),
    instances: () => answer('instances'),
    frames: { one: () => answer('frame'), stream: () => void asked.push('stream') },
  } as unknown as Archive;
  return { archive, asked };
}

test('what was asked for ahead is handed over once, without another question', async () => {
  const { archive, asked } = counting();
  const ahead = askAhead(archive);
  const early = await ahead.ask.instances(study, series, signal);
  expect(await ahead.archive.instances(study, series, signal)).toBe(early);
  expect(await ahead.archive.instances(study, series, signal)).not.toBe(early);
  const frame = await ahead.ask.frame(key, {} as Instance, signal);
  expect(await ahead.archive.frames.one(key, {} as Instance, signal)).toBe(frame);
  expect(await ahead.archive.frames.one({ ...key, frame: 2 }, {} as Instance, signal)).not.toBe(frame);
  expect(asked).toEqual(['instances', 'instances', 'frame', 'frame']);
});

test('a failed answer counts as none: who asks then hears of its own', async () => {
  const { archive } = counting(1);
  const ahead = askAhead(archive);
  await expect(ahead.ask.series(study, signal)).rejects.toThrow('refused series');
  expect(await ahead.archive.series(study, signal)).toBe('series 2');
});
