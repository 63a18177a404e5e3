import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { formatDate, formatTime } from './values/dateText';
import { ageYears } from './values/dateTime';
import { text } from './dataset/dicomJson';
import type { Instance } from './dataset/instance';
import { toInstance } from './normalise/normalise';
import { readSuv } from './transforms/suv';
import { readPart10 } from './testing/part10';

const CASES = fileURLToPath(new URL('../../../shared/cases/', import.meta.url));
const hasCases = existsSync(CASES);
if (!hasCases) process.stdout.write('skipped: no folder ../shared/cases\n');

function caseFile(path: string): Instance {
  const instance = toInstance(
    readPart10(readFileSync(`${CASES}${path}`), { untilTag: '7FE00010', ignoreErrors: true }),
  );
  if (!instance) throw new Error(`${path} is no object`);
  return instance;
}

test.skipIf(!hasCases).each([
  ['zone-minus', 1.461],
  ['zone-in-dt', 1.461],
  ['days', 0.287],
  ['admin', 1],
])('PET clocks, %s: 5000 Bq/ml are SUV %d', (name, suv) => {
  const told = readSuv(caseFile(`pass-pet-clocks/${name}.dcm`), 'bw');
  expect('factor' in told ? told.factor * 5000 : told.reason).toBeCloseTo(suv, 3);
});

test.skipIf(!hasCases)('dates with dots', () => {
  const { dataset } = caseFile('dates-with-dots/1.dcm');
  const [day, time, birth] = ['00080020', '00080030', '00100030'].map((tag) => text(dataset, tag));
  expect([formatDate(day), formatTime(time, true), formatDate(birth)]).toEqual([
    '20 Jun 2019',
    '10:20:30',
    '4 Mar 1950',
  ]);
  expect(ageYears(birth, day)).toBe(69);
});
