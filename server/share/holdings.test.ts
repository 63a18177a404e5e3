import { expect, test } from 'vitest';
import { Holdings } from './holdings';

const row = (id: string) => ({ '0020000D': { Value: ['1.2'] }, '00100020': { Value: [id] } });

test('a study that comes to be of several patients is told within seconds, also from one that has two rows of one', async () => {
  let rows: unknown[] = [row('P1')];
  let nowMs = 0;
  const holdings = new Holdings(
    async () => ({ status: 200, type: 'application/dicom+json', body: Buffer.from(JSON.stringify(rows)) }),
    () => nowMs,
  );
  expect(await holdings.isOfSeveral('1.2')).toBe(false);
  rows = [row('P1'), row('P1 ')];
  nowMs += 11_000;
  expect(await holdings.isOfSeveral('1.2')).toBe(false);
  rows = [row('P1'), row('P2')];
  expect(await holdings.isOfSeveral('1.2')).toBe(false);
  nowMs += 11_000;
  expect(await holdings.isOfSeveral('1.2')).toBe(true);
});
