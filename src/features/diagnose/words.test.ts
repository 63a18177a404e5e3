import { expect, test } from 'vitest';
import { CHECKS, type FindingId, FINDINGS } from '@/archive/contract/findings';
import type { CheckResult } from '@/archive/contract/report';
import { diagnose } from '@/i18n/en/diagnose';
import { REPAIRS, repairsFor } from './repairs';
import { summarise } from './summary';
import { supportText } from './supportText';

const texts = new Set(Object.keys(diagnose));
const ids = Object.keys(FINDINGS) as FindingId[];

test('every finding has a sentence, every check a name', () => {
  const wordless = ids.filter(
    (id) => !texts.has(`diagnose.is.${id}`) && !texts.has(`diagnose.is.${id}_other`),
  );
  expect(wordless).toEqual([]);
  expect(CHECKS.filter((check) => !texts.has(`diagnose.check.${check}`))).toEqual([]);
});

test('no sentence is left over', () => {
  const said = [...texts].filter((key) => key.startsWith('diagnose.is.'));
  const known = new Set(
    ids.flatMap((id) => [id, `${id}_one`, `${id}_other`].map((end) => `diagnose.is.${end}`)),
  );
  expect(said.filter((key) => !known.has(key))).toEqual([]);
});

/** What nothing that is written into a file mends: the data themselves, or the archive's program. */
const UNMENDED = new Set<FindingId>([
  'serverError',
  'filtersFail',
  'uidMissing',
  'otherObjects',
  'otherPatient',
  'patientsMixed',
]);

test('what fails names a setting, but where no setting mends it', () => {
  const failing = ids.filter((id) => FINDINGS[id][1] === 'fails');
  expect(failing.filter((id) => REPAIRS[id] === undefined && !UNMENDED.has(id))).toEqual([]);
});

test('settings name the addresses they are about, each once', () => {
  const on = { page: 'https://viewer.example', archive: 'https://archive.example' };
  const repairs = repairsFor(['corsBlocked', 'corsErrors', 'cspBlocked'], on);
  const text = repairs.map(({ setting }) => setting).join('\n');
  expect(text).not.toContain('{{');
  expect(text).toContain('Access-Control-Allow-Origin "https://viewer.example" always');
  expect(text).toContain("connect-src 'self' https://archive.example");
  expect(new Set(repairs.map(({ setting }) => setting)).size).toBe(repairs.length);
});

const result = (id: FindingId): CheckResult => ({
  check: FINDINGS[id][0],
  verdict: FINDINGS[id][1],
  findings: [{ id, values: {} }],
  tookMs: 1,
});

test.each<[readonly FindingId[], string]>([
  [['signIn'], 'diagnose.sum.dead'],
  [['reached', 'listedAll', 'framesStored', 'instanceWhole', 'streamWhole'], 'diagnose.sum.works'],
  [['reached', 'limitCut', 'framesStored'], 'diagnose.sum.limited'],
  [['reached', 'empty'], 'diagnose.sum.empty'],
  [['reached', 'notDescribed'], 'diagnose.sum.images'],
  [['reached', 'framesNone', 'instanceNone', 'renderedOnly'], 'diagnose.sum.images'],
  // Frames that fail their check are not used where whole files pass.
  [['reached', 'framesWrong', 'instanceWhole'], 'diagnose.sum.limited'],
  [['reached', 'framesWrong', 'instanceWrong', 'streamNone'], 'diagnose.sum.fails'],
  [['reached', 'uidMissing', 'framesStored'], 'diagnose.sum.fails'],
])('%j is told as %s', (found, title) => {
  expect(summarise(found.map(result)).title).toBe(title);
});

test('the text for support names each finding in all languages', () => {
  const text = supportText((key) => key, {
    archive: 'Main',
    root: '/dicom-web',
    page: 'https://viewer.example',
    browser: 'Browser',
    at: '2026-01-01T00:00:00Z',
    results: [result('limitCut')],
    device: [],
  });
  expect(text).toContain('[limitCut]');
  expect(text).toContain('Main: /dicom-web (https://viewer.example)');
});
