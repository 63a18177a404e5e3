import { describe, expect, test } from 'vitest';
import type { StudyPage, StudyQuery } from '@/archive/contract/archive';
import { createDicomWebArchive } from '@/archive/dicomWeb/dicomWeb';
import { oddArchive, type Oddities, studyRow } from '@/archive/testing/oddArchive';
import { createRequests } from '@/archive/testing/scriptedRequest';

/** 30 studies: the first ten CT, then MR, then US; one a day, the newest last. */
const MODALITIES = ['CT', 'MR', 'US'];
const STUDIES = Array.from({ length: 30 }, (_, i) =>
  studyRow(`1.2.${i + 1}`, {
    id: `P${i + 1}`,
    name: i === 0 ? 'Doe^Jane' : `OTHER^N${i + 1}`,
    date: `202001${String(i + 1).padStart(2, '0')}`,
    modality: MODALITIES[Math.floor(i / 10)] ?? 'OT',
  }),
);

function start(odd: Oddities, studies = STUDIES) {
  const server = oddArchive(studies, odd);
  const archive = createDicomWebArchive(
    { id: 'a', name: 'A', root: '/dicom-web' },
    { origin: 'https://viewer.example', createRequest: createRequests(server.answer).create },
  );
  const search = (query: StudyQuery, page = { offset: 0, limit: 12 }) =>
    archive.search(query, page, new AbortController().signal);
  /** Every study of a query, page by page, as the list asks for them. */
  const all = async (query: StudyQuery, limit = 12): Promise<string[]> => {
    const found: string[] = [];
    for (let offset = 0, turn = 0; turn < 40; turn += 1) {
      const page: StudyPage = await search(query, { offset, limit });
      found.push(...page.rows.map(({ study }) => study));
      if (!page.more) return found;
      offset = page.nextOffset;
    }
    throw new Error('the list has no end');
  };
  return { archive, search, all, asked: server.asked };
}

const every = STUDIES.map((_, i) => `1.2.${i + 1}`).sort();
const uids = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => `1.2.${from + i}`);

const ODD: Record<string, Oddities> = {
  'by the book': {},
  'no match is 204': { empty: 204 },
  'no match is an empty body': { empty: 'nothing' },
  'filters ignored': { ignores: ['filters'] },
  'limit ignored': { ignores: ['limit'] },
  'offset ignored': { ignores: ['offset'] },
  'static files: nothing of a query is looked at': { ignores: ['filters', 'limit', 'offset'] },
  'more than 10 rows refused with 400': { limitMax: 10, atLimit: 400 },
  'more than 10 rows refused with 413': { limitMax: 10, atLimit: 413 },
  'more than 7 rows cut without a word': { limitMax: 7, atLimit: 'silent' },
  'more than 7 rows cut, with Warning 299': { limitMax: 7, atLimit: 'silent', total: 'warning' },
  'more than 7 rows cut, with X-Total-Count': { limitMax: 7, atLimit: 'silent', total: 'count' },
  'the last of several modalities counts': { modalities: 'last' },
  'several modalities find nothing': { modalities: 'none' },
  'includefield refused': { refuses: ['includefield'] },
  'keywords refused': { refuses: ['keywords'] },
  'wildcards refused': { refuses: ['wildcards'] },
  'modalities in one string, in small letters and with blanks; filters ignored': {
    ignores: ['filters'],
    spoil: (rows) =>
      rows.map((row) => ({
        ...row,
        '00080061': { vr: 'CS', Value: [`SR\\${String(row['00080061']?.Value?.[0] ?? '').toLowerCase()} `] },
      })),
  },
  'one row of another archive among them, without a study': {
    spoil: (rows) => [...rows, { '00100020': { vr: 'LO', Value: ['X'] } }],
  },
  'includefield and keywords refused, 10 rows at most': {
    refuses: ['includefield', 'keywords'],
    limitMax: 10,
    atLimit: 400,
  },
};

describe.each(Object.entries(ODD))('%s', (_, odd) => {
  test('every study is listed once', async () => {
    expect((await start(odd).all({})).sort()).toEqual(every);
  });

  test('a patient ID finds its study', async () => {
    expect(await start(odd).all({ patientId: 'P17' })).toEqual(['1.2.17']);
  });

  test('dates are kept to', async () => {
    const found = await start(odd).all({ dateFrom: '20200105', dateTo: '20200124' });
    expect(found.sort()).toEqual(uids(5, 24).sort());
  });

  test('several modalities find the studies of each', async () => {
    const found = await start(odd).all({ modalities: ['CT', 'US'] });
    expect([...new Set(found)].sort()).toEqual([...uids(1, 10), ...uids(21, 30)].sort());
  });

  test('what nobody has is not found', async () => {
    expect(await start(odd).all({ patientId: 'NOBODY' })).toEqual([]);
  });
});

test('an archive that sends everything always is asked once for many pages, newest study first', async () => {
  const { all, asked } = start({ ignores: ['filters', 'limit', 'offset'] });
  expect(await all({})).toEqual(uids(1, 30).reverse());
  expect(asked.length).toBe(1);
});

test('an archive by the book is asked no more than once a page', async () => {
  const { all, asked } = start({});
  await all({});
  expect(asked.length).toBe(3);
  await all({ patientId: 'P17' });
  expect(asked.length).toBe(4);
});

test('filters that an archive ignores are named, and those that its rows say nothing of', async () => {
  expect(await start({}).search({ patientId: 'P17', birthDate: '19600101' })).toMatchObject({
    ignored: [],
    unchecked: ['birthDate'],
  });
  const page = await start({ ignores: ['filters'] }).search({ patientId: 'P1' });
  expect([page.ignored, page.unchecked, page.more]).toEqual([['patientId'], [], true]);
  expect((await start({}).search({})).unchecked).toEqual([]);
});

test('what was refused once is not sent again', async () => {
  const { search, asked } = start({ refuses: ['includefield', 'keywords'] });
  await search({ patientId: 'P17' });
  const before = asked.length;
  await search({ patientId: 'P18' });
  expect(asked.length).toBe(before + 1);
  expect(asked.at(-1)).not.toMatch(/includefield|PatientID/);
});

test('a few rows that were the whole truth are not doubted again', async () => {
  const { search, asked } = start({}, STUDIES.slice(0, 4));
  expect((await search({})).more).toBe(false);
  expect(asked.length).toBe(2);
  await search({});
  expect(asked.length).toBe(3);
});

test.each<[string, Oddities]>([
  ['refused beyond 20', { limitMax: 20, atLimit: 400 }],
  ['cut at 20, with a count', { limitMax: 20, atLimit: 'silent', total: 'count' }],
])('rows that cannot be had are said to be there: no paging, %s', async (_, odd) => {
  const { search } = start({ ignores: ['offset'], ...odd });
  expect((await search({})).more).toBe(true);
  const page = await search({}, { offset: 12, limit: 12 });
  expect(page.rows.map(({ study }) => study)).toEqual(uids(13, 20));
  expect(page).toMatchObject({ more: false, cut: true });
});

test('where letter case matters, a name is found in any', async () => {
  const { archive, all } = start({ cased: true });
  expect(await all({ patientName: 'doe' })).toEqual([]);
  archive.learn({ caseMatters: true });
  expect(await all({ patientName: 'doe' })).toEqual(['1.2.1']);
  expect((await all({ patientName: 'other n17' })).sort()).toEqual(['1.2.17']);
});

test('where wildcards are letters, a part of a name is looked for here', async () => {
  const { archive, search, all } = start({ wildcards: 'literal' });
  expect(await all({ patientName: 'doe' })).toEqual([]);
  archive.learn({ wildcards: false });
  expect(await all({ patientName: 'doe' })).toEqual(['1.2.1']);
  expect((await search({ patientName: 'doe' })).ignored).toEqual(['patientName']);
  expect(await all({ patientId: 'P17' })).toEqual(['1.2.17']);
});

test('where wildcards are refused, a part of a name is looked for here at once', async () => {
  const { all } = start({ refuses: ['wildcards'] });
  expect(await all({ patientName: 'do' })).toEqual(['1.2.1']);
});

test('an archive that writes no DICOM JSON is said to have refused', async () => {
  await expect(start({ refusesAccept: /dicom\+json/ }).search({})).rejects.toMatchObject({ status: 406 });
  expect((await start({ refusesAccept: /multipart/ }).search({})).rows).toHaveLength(12);
});

test('what is known beforehand costs no refused request', async () => {
  const { archive, all, asked } = start({
    refuses: ['includefield', 'keywords'],
    limitMax: 10,
    atLimit: 400,
  });
  archive.learn({ fields: false, keys: 'tag', limitMax: 10 });
  await all({ dateFrom: '20200101' }, 10);
  expect(asked.length).toBe(4);
  expect(asked.join('\n')).not.toMatch(/includefield|StudyDate/);
});
