import { appendFileSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ReadingAct } from '@/protocol/reading';
import { NotWritten, REAL_DISK } from '../state/disk';
import { READING_LIMITS, type ReadingLimits } from './limits';
import { ReadingFile } from './readingFile';

let folder = '';
const open: ReadingFile[] = [];
const said: string[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'reading-'));
});
afterEach(() => {
  for (const file of open.splice(0)) file.close();
  said.length = 0;
  rmSync(folder, { recursive: true, force: true });
});

const path = () => join(folder, 'reading.jsonl');
const PLACE = { archive: 'main', study: '1.2' };
function file(limits: Partial<ReadingLimits> = {}, disk = REAL_DISK): ReadingFile {
  const made = new ReadingFile(path(), {
    limits: { ...READING_LIMITS, ...limits },
    disk,
    say: (line) => said.push(line),
  });
  open.push(made);
  return made;
}
const did = (is: ReadingAct, by = 'a', more: object = {}) => ({
  ...{ is, by, name: `Dr ${by}`, at: 1_000, ...PLACE },
  ...more,
});

test('what was acknowledged is there after a restart, and another archive knows nothing of it', async () => {
  const first = file();
  expect(await first.note(did('read'))).toBe('done');
  expect(await first.note(did('bookmark', 'b', { at: 2_000 }))).toBe('done');
  const kept = {
    read: { by: 'a', name: 'Dr a', at: 1_000 },
    bookmarks: [{ by: 'b', name: 'Dr b', at: 2_000 }],
  };
  expect(first.of(PLACE)).toEqual(kept);
  expect(file().of(PLACE)).toEqual(kept);
  expect(file().of({ ...PLACE, archive: 'second' })).toBeUndefined();
});

test('who read it first has read it, and what one takes back of their own leaves that of others', async () => {
  const here = file();
  await here.note(did('read', 'a'));
  expect(await here.note(did('read', 'b'))).toBe('same');
  expect(await here.note(did('unread', 'b', { own: true }))).toBe('other');
  expect(here.of(PLACE)?.read?.by).toBe('a');
  await here.note(did('bookmark', 'a'));
  expect(await here.note(did('unbookmark', 'b'))).toBe('same');
  expect(await here.note(did('unread', 'b'))).toBe('done');
  expect(here.of(PLACE)).toEqual({ bookmarks: [{ by: 'a', name: 'Dr a', at: 1_000 }] });
  await here.note(did('unbookmark', 'a'));
  expect(here.of(PLACE)).toBeUndefined();
});

test('two companions on one folder: the order of the lines holds, whatever the clocks say', async () => {
  const changed: string[] = [];
  const here = file();
  const there = new ReadingFile(path(), { changed: ({ study }) => void changed.push(study) });
  open.push(there);
  await here.note(did('read', 'a', { at: 9_000 }));
  expect(await there.note(did('read', 'b', { at: 1_000 }))).toBe('same');
  await there.note(did('unread', 'b', { at: 1_000 }));
  await here.refresh();
  expect(here.of(PLACE)).toBeUndefined();
  expect(changed).toEqual(['1.2', '1.2']);
});

test('an act that changes nothing is not written, and nobody has bookmarks without end', async () => {
  const here = file({ bookmarksEach: 2, bookmarksOfStudy: 1 });
  await here.note(did('read'));
  const { size } = statSync(path());
  for (let turn = 0; turn < 5; turn += 1) await here.note(did('read'));
  expect(statSync(path()).size).toBe(size);
  expect(await here.note(did('bookmark', 'a'))).toBe('done');
  expect(await here.note(did('bookmark', 'b'))).toBe('many');
  expect(await here.note(did('bookmark', 'a', { study: '1.3' }))).toBe('done');
  expect(await here.note(did('bookmark', 'a', { study: '1.4' }))).toBe('many');
  await here.note(did('unbookmark', 'a'));
  expect(await here.note(did('bookmark', 'a', { study: '1.4' }))).toBe('done');
});

test('the file has an end, and a full disk is said: in both cases nothing is changed', async () => {
  const ended = file({ fileBytes: 10 });
  await ended.note(did('read'));
  expect(await ended.note(did('bookmark'))).toBe('full');
  expect(ended.of(PLACE)?.bookmarks).toEqual([]);
  const write = () => {
    throw Object.assign(new Error('full'), { code: 'ENOSPC' });
  };
  await expect(file({}, { ...REAL_DISK, write }).note(did('bookmark'))).rejects.toBeInstanceOf(NotWritten);
  expect(file().of(PLACE)?.bookmarks).toEqual([]);
});

test('of the studies that were touched longest ago more than so many are new again', async () => {
  const here = file({ studies: 2, bookmarksEach: 3 });
  for (const study of ['1.1', '1.2', '1.3']) await here.note(did('bookmark', 'a', { study }));
  expect(here.of({ archive: 'main', study: '1.1' })).toBeUndefined();
  expect(here.of({ archive: 'main', study: '1.3' })).toBeDefined();
  // What is forgotten counts no more.
  expect(await here.note(did('bookmark', 'a', { study: '1.4' }))).toBe('done');
});

test('lines that say nothing, or a time that none can show, are left out and told', async () => {
  await file().note(did('read'));
  const crooked = [{ is: 'read' }, did('read', 'a', { study: '1.9', at: 9e15 })];
  appendFileSync(path(), ['\u0001\u0002', ...crooked.map((one) => JSON.stringify(one)), ''].join('\n'));
  const again = file();
  await again.refresh();
  expect(again.of(PLACE)?.read?.by).toBe('a');
  expect(again.of({ ...PLACE, study: '1.9' })).toBeUndefined();
  expect(said).toEqual([expect.stringContaining('3 of its lines cannot be read')]);
});

test('a long file is read a piece at a time: nothing is known until all of it is', async () => {
  const lines = Array.from({ length: 20_000 }, (_, at) =>
    JSON.stringify(did('read', 'a', { study: `1.${at}` })),
  );
  writeFileSync(path(), `${lines.join('\n')}\n`);
  const long = file();
  expect(long.isRead).toBe(false);
  expect(long.of({ ...PLACE, study: '1.19999' })).toBeUndefined();
  await long.refresh();
  expect(long.isRead).toBe(true);
  expect(long.of({ ...PLACE, study: '1.19999' })).toBeDefined();
});
