import { expect, test } from 'vitest';
import { systemClock } from '@/archive/http/clock';
import { TIMINGS } from '@/archive/http/retry';
import { createHabits } from '@/archive/contract/habits';
import { FRAME, multipart, RELATED } from '@/archive/testing/faultyArchive';
import { type OddAnswer, oddArchive, type Oddities, studyRow } from '@/archive/testing/oddArchive';
import { phantom } from '@/archive/testing/phantomFile';
import type { DicomJson } from '@/dicom/dataset/dicomJson';
import {
  type Capabilities,
  learn,
  recall,
  remember,
  type RecordStorage,
} from '@/archive/contract/capabilities';
import { type FindingId, verdictOf } from '@/archive/contract/findings';
import { probeArchive } from './probe';
import type { Depth, Report } from '@/archive/contract/report';

const STUDIES = [
  studyRow('1.2.1', { name: 'SECRET^JANE', id: 'HIDDEN-1', date: '19991231' }),
  studyRow('1.2.2', { name: 'SECRET^JOHN', id: 'HIDDEN-2', modality: 'MR' }),
  ...Array.from({ length: 10 }, (_, i) => studyRow(`1.2.${i + 3}`, { modality: 'SR' })),
];

const root = 'https://archive.example/dicom-web';

async function probe(odd: Oddities, depth: Depth = 'full', studies = STUDIES) {
  const server = oddArchive(studies, odd);
  const parts = { fetch: server.fetch, clock: systemClock, timings: TIMINGS };
  const report = await probeArchive(root, depth, parts, new AbortController().signal);
  return { report, asked: server.asked };
}

/** What is not as it should be. */
const faults = ({ results }: Report): FindingId[] =>
  results
    .flatMap(({ findings }) => findings)
    .filter((each) => verdictOf(each) !== 'works')
    .map(({ id }) => id);

test('of an archive by the book everything works', async () => {
  const { report } = await probe({});
  expect(faults(report)).toEqual([]);
  expect(report.known).toEqual({
    keys: 'keyword',
    fields: true,
    uncapped: 12,
    uidLists: true,
    modalityLists: true,
    ignoresFilters: false,
    wildcards: true,
    caseMatters: false,
    fuzzy: false,
    frames: 'stored',
    instance: true,
    stream: true,
    rendered: true,
    thumbnail: true,
    bulk: 'none',
    store: true,
  });
});

test('the quick look takes five requests and reads no image', async () => {
  const { report, asked } = await probe({}, 'quick');
  expect(report.requests).toBe(5);
  expect(asked.length).toBe(5);
  expect(asked.join('\n')).not.toMatch(/frames|metadata|instances|series/);
});

test('a report holds no name, ID, date or UID', async () => {
  for (const odd of [{}, { wildcards: 'literal' }, { limitMax: 5, atLimit: 'silent' }] as const) {
    const { report } = await probe(odd);
    expect(JSON.stringify(report)).not.toMatch(/secret|jane|hidden|1999|"1\.2\.1\b/i);
  }
});

test('no name is asked for: one letter of it at most, three on demand', async () => {
  expect((await probe({}, 'quick')).asked.join('\n')).not.toMatch(/secret|jane|hidden/i);
  expect((await probe({})).asked.join('\n')).not.toMatch(/secret|jane|hidden/i);
});

const html = { type: 'text/html', body: '<html>Sign in</html>' };
const always = (answer: OddAnswer): Oddities => ({ instead: () => answer });
const at = (path: RegExp, answer: OddAnswer): Oddities => ({
  instead: (asked) => (path.test(asked) ? answer : undefined),
});
const doubled = (rows: DicomJson[]) => rows.flatMap((row) => [row, row]);
const mapped =
  (path: RegExp, change: (row: DicomJson, index: number) => DicomJson) =>
  (rows: DicomJson[], asked: string): DicomJson[] =>
    path.test(asked) ? rows.map(change) : rows;
const slice = phantom(0);
const frameAnswer = (body: Uint8Array, type = FRAME): OddAnswer => ({
  type: RELATED,
  bytes: new Uint8Array(multipart([{ type, body }])),
});

test.each<[string, Oddities, readonly FindingId[]]>([
  ['401', always({ status: 401 }), ['signIn']],
  ['403', always({ status: 403 }), ['forbidden']],
  ['a login page', always(html), ['loginPage']],
  ['404', always({ status: 404 }), ['noService']],
  ['502', always({ status: 502 }), ['gateway']],
  ['500', always({ status: 500 }), ['serverError']],
  ['400 whatever is asked', always({ status: 400 }), ['refused']],
  ['no JSON', always({ type: 'application/xml', body: '<a/>' }), ['notJson']],
  ['filters ignored', { ignores: ['filters'] }, ['filtersIgnored']],
  ['limit ignored', { ignores: ['limit'] }, ['limitIgnored']],
  ['offset ignored', { ignores: ['offset'] }, ['offsetIgnored']],
  ['static', { ignores: ['filters', 'limit', 'offset'] }, ['limitIgnored', 'staticFiles', 'filtersIgnored']],
  ['limit 400', { limitMax: 10, atLimit: 400 }, ['limitRefused']],
  ['limit 413', { limitMax: 10, atLimit: 413 }, ['limitRefused']],
  ['limit cut', { limitMax: 10, atLimit: 'silent' }, ['limitCut']],
  ['no UID lists', { uidList: 'none' }, ['uidListNone']],
  ['last modality', { modalities: 'last' }, ['modalityListNone']],
  ['no modality list', { modalities: 'none' }, ['modalityListNone']],
  ['includefield refused', { refuses: ['includefield'] }, ['fieldsRefused']],
  ['keywords refused', { refuses: ['keywords'] }, ['keywordsRefused']],
  ['wildcards refused', { refuses: ['wildcards'] }, ['wildcardsNone']],
  ['wildcards literal', { wildcards: 'literal' }, ['wildcardsNone']],
  ['case matters', { cased: true }, ['caseMatters']],
  ['rows doubled', { spoil: (rows, path) => (path === '/studies' ? doubled(rows) : rows) }, ['rowsDoubled']],
  ['no study UID', { missing: ['0020000D'] }, ['uidMissing']],
  ['no counts', { missing: ['00201208'] }, ['fieldsMissing']],
  ['no names', { missing: ['00100010'] }, ['namesMissing']],
  [
    'names damaged',
    {
      spoil: mapped(/^\/studies$/, (row) => ({
        ...row,
        '00100010': { vr: 'PN', Value: [{ Alphabetic: 'YAMADA', Ideographic: '^' }] },
      })),
    },
    ['namesDamaged'],
  ],
  [
    'names as text',
    { spoil: mapped(/studies$/, (row) => ({ ...row, '00100010': { vr: 'PN', Value: ['DOE^JANE'] } })) },
    ['jsonOdd'],
  ],
  ['series metadata 404', at(/series\/[\d.]+\/metadata/, { status: 404 }), ['describedSingly']],
  ['no metadata', at(/metadata$/, { status: 500 }), ['notDescribed']],
  [
    'metadata of another study',
    {
      spoil: mapped(/metadata/, (row) => ({ ...row, '0020000D': { vr: 'UI', Value: ['9.9'] } })),
    },
    ['otherObjects'],
  ],
  [
    'objects doubled',
    { spoil: (rows, path) => (/metadata/.test(path) ? doubled(rows) : rows) },
    ['objectsDoubled'],
  ],
  [
    'patients mixed',
    {
      spoil: mapped(/metadata/, (row, index) =>
        index === 0 ? row : { ...row, '00100020': { vr: 'LO', Value: ['ANOTHER'] } },
      ),
    },
    ['patientsMixed'],
  ],
  ['no frames', { lacks: ['frames'] }, ['framesNone']],
  ['nothing in several parts', { refusesAccept: /multipart/ }, ['framesOtherwise']],
  ['no DICOM JSON', { refusesAccept: /dicom\+json/ }, ['refused']],
  ['a login page for a frame', at(/frames/, html), ['framesWrong']],
  ['half a frame', at(/frames/, frameAnswer(slice.pixels.subarray(0, 20))), ['framesWrong']],
  ['no instance', { lacks: ['instance'] }, ['instanceNone']],
  ['no stream', { lacks: ['series'] }, ['streamNone']],
  [
    'no pixels',
    { lacks: ['series', 'frames', 'instance', 'rendered'] },
    ['framesNone', 'instanceNone', 'noPixels', 'rendersNone'],
  ],
  [
    'rendered only',
    { lacks: ['series', 'frames', 'instance'] },
    ['framesNone', 'instanceNone', 'renderedOnly'],
  ],
  ['no rendered', { lacks: ['rendered'] }, ['rendersNone']],
  ['no thumbnail', { lacks: ['thumbnail'] }, ['thumbnailsNone']],
  ['no store', { lacks: ['store'] }, ['storesNone']],
  [
    'store forbidden',
    { instead: (_, { method }) => (method === 'POST' ? { status: 403 } : undefined) },
    ['storesForbidden'],
  ],
])('%s is named', async (_, odd, expected) => {
  const found = faults((await probe(odd)).report);
  for (const id of expected) expect(found).toContain(id);
  expect(found.length, found.join()).toBe(expected.length);
});

test('a broken line is told from a steady one', async () => {
  let failing = 1;
  const flaky: Oddities = {
    instead() {
      if (failing-- > 0) throw new TypeError('Failed to fetch');
      return undefined;
    },
  };
  expect(faults((await probe(flaky)).report)).toContain('unsteady');
  const dead: Oddities = {
    instead() {
      throw new TypeError('Failed to fetch');
    },
  };
  expect(faults((await probe(dead)).report)).toEqual(['unreachable']);
});

test('an archive that never answers is given up', async () => {
  const clock = { ...systemClock, after: (_: number, run: () => void) => systemClock.after(20, run) };
  const fetch = () => new Promise<Response>(() => undefined);
  const signal = new AbortController().signal;
  const report = await probeArchive(root, 'full', { fetch, clock, timings: TIMINGS }, signal);
  expect(faults(report)).toEqual(['late']);
});

test('an abort ends it', async () => {
  const stopper = new AbortController();
  const { fetch } = oddArchive(STUDIES);
  const asked = probeArchive(
    root,
    'full',
    { fetch: (url, init) => (stopper.abort(), fetch(url, init)), clock: systemClock, timings: TIMINGS },
    stopper.signal,
  );
  await expect(asked).rejects.toMatchObject({ fault: 'aborted' });
});

function shelf(): RecordStorage & { kept: Map<string, string> } {
  const kept = new Map<string, string>();
  return {
    kept,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  };
}

test('what is known is remembered for a day, for this address only', () => {
  const books = shelf();
  const known: Capabilities = { wildcards: false, limitMax: 10 };
  remember(books, { id: 'a', root: '/x' }, known, 1_000);
  expect(recall(books, { id: 'a', root: '/x' }, 2_000)).toEqual(known);
  expect(recall(books, { id: 'a', root: '/y' }, 2_000)).toBeUndefined();
  expect(recall(books, { id: 'b', root: '/x' }, 2_000)).toBeUndefined();
  expect(recall(books, { id: 'a', root: '/x' }, 1_000 + 25 * 3_600_000)).toBeUndefined();
});

test.each([
  '',
  '{',
  '7',
  '{"version":1,"root":"/x","atMs":1}',
  '{"version":0,"root":"/x","atMs":1,"known":{}}',
])('a spoilt record is none: %s', (text) => {
  const books = shelf();
  books.kept.set('isocenter.archive.a', text);
  expect(recall(books, { id: 'a', root: '/x' }, 2)).toBeUndefined();
});

test('values of a wrong kind are left out', () => {
  const books = shelf();
  const known = { wildcards: 'no', limitMax: 5, other: 1 };
  books.kept.set('isocenter.archive.a', JSON.stringify({ version: 1, root: '/x', atMs: 1, known }));
  expect(recall(books, { id: 'a', root: '/x' }, 2)).toEqual({ limitMax: 5 });
});

test('searching asks as was found out', () => {
  const habits = createHabits();
  learn(habits, { keys: 'tag', limitMax: 10, modalityLists: false, wildcards: false, fields: false });
  expect(habits).toMatchObject({
    keys: 'tag',
    limitMax: 10,
    modalities: 'single',
    wildcards: false,
    fields: false,
  });
});
