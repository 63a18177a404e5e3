import { mkdtemp, rename, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { items, text, type DicomJson } from '@/dicom/dataset/dicomJson';
import { stowBody, testArchive, type TestArchive } from '../testing/archive';
import { ctImage, writeDicom, type Attributes } from '../testing/writeDicom';

const STUDY = '1.2.3';
const SR = '1.2.840.10008.5.1.4.1.1.88.34';

const image = (at: number, more: Attributes = {}): Buffer =>
  writeDicom(
    ctImage(
      { study: STUDY, series: '1.2.3.4', sop: `1.2.3.4.${at}` },
      { '00081030': ['LO', 'Chest'], '00080050': ['SH', 'A1'], ...more },
    ),
  );
/** An object without pixels, in a series of its own, that says other things of the study. */
function report(at: number, more: Attributes = {}): Buffer {
  const { '7FE00010': _, ...rest } = ctImage({ study: STUDY, series: '1.2.3.5', sop: `1.2.3.5.${at}` });
  const all: Attributes = {
    ...rest,
    '00080016': ['UI', SR],
    '00080020': ['DA', '20270101'],
    '00080060': ['CS', 'SR'],
    '00081030': ['LO', 'Measurements'],
    '00100010': ['PN', 'Renamed^One'],
    ...more,
  };
  return writeDicom(Object.fromEntries(Object.entries(all).sort()));
}

const opened: TestArchive[] = [];
async function open(files: Readonly<Record<string, Buffer>>, folder?: string): Promise<TestArchive> {
  const archive = await testArchive(files, folder);
  opened.push(archive);
  return archive;
}
afterEach(async () => {
  for (const archive of opened.splice(0)) await archive.close();
});

interface Stored {
  readonly status: number;
  readonly failed: readonly (string | undefined)[];
  readonly warning: string;
}
async function stow(to: TestArchive, objects: readonly Buffer[]): Promise<Stored> {
  const response = await to.app.request('/dicom-web/studies', { method: 'POST', ...stowBody(objects) });
  const json = (await response.json()) as DicomJson;
  const failed = items(json, '00081198').map((one) => text(one, '00081197'));
  return { status: response.status, failed, warning: response.headers.get('warning') ?? '' };
}

/** Rows of all levels, as bytes; with an attribute that is read from the file of who speaks. */
const ROWS = [
  '/studies?includefield=00081048,00200011',
  '/studies?includefield=0020000E',
  `/studies/${STUDY}/series`,
  `/studies/${STUDY}/series?includefield=00204000`,
  `/studies/${STUDY}/instances`,
  '/instances',
  `/studies/${STUDY}/metadata`,
];
const rowsOf = (archive: TestArchive): Promise<string[]> =>
  Promise.all(ROWS.map(async (path) => (await archive.get(path)).text()));
const studyOf = async (archive: TestArchive): Promise<DicomJson> =>
  ((await (await archive.get('/studies')).json()) as DicomJson[])[0] ?? {};

/** Rows before and after a restart are the same bytes; the answer is the study's row. */
async function sameAfterRestart(archive: TestArchive): Promise<DicomJson> {
  const before = await rowsOf(archive);
  const again = await open({}, archive.folder);
  expect(await rowsOf(again)).toEqual(before);
  return studyOf(again);
}

test('what was stored says nothing for a study of the folder, before or after a restart', async () => {
  const archive = await open({ 'samples/b.dcm': image(2), 'samples/a.dcm': image(1) });
  const before = await studyOf(archive);
  const newImage = writeDicom(
    ctImage({ study: STUDY, series: '1.2.3.4', sop: '1.2.3.4.0' }, { '00081030': ['LO', 'Other'] }),
  );
  expect(await stow(archive, [report(1), newImage])).toMatchObject({ status: 200 });
  const after = await sameAfterRestart(archive);
  const { '00080061': modalities, '00080062': _, '00201206': __, '00201208': ___, ...rest } = after;
  expect(before).toMatchObject(rest);
  expect(modalities?.Value).toEqual(['CT', 'SR']);
  expect([text(after, '00081030'), text(after, '00080020')]).toEqual(['Chest', '20240105']);
});

test('of received objects the images speak, and of these the first that came, whatever the clock says', async () => {
  const archive = await open({});
  await stow(archive, [report(1)]);
  expect(text(await studyOf(archive), '00081030')).toBe('Measurements');
  await stow(archive, [image(9)]);
  await stow(archive, [image(1, { '00081030': ['LO', 'Came later'] })]);
  await stow(archive, [image(5, { '00081030': ['LO', 'Came later still'] }), report(2)]);
  expect(text(await sameAfterRestart(archive), '00081030')).toBe('Chest');
});

test('names of files change nothing, nor does a file with the UIDs of another', async () => {
  const archive = await open({ 'a.dcm': image(1), 'b.dcm': image(2, { '00081030': ['LO', 'Second'] }) });
  const at = (seconds: number): Date => new Date(1_700_000_000_000 + seconds * 1000);
  await utimes(join(archive.folder, 'a.dcm'), at(0), at(0));
  await utimes(join(archive.folder, 'b.dcm'), at(60), at(60));
  expect(text(await sameAfterRestart(archive), '00081030')).toBe('Chest');
  await rename(join(archive.folder, 'a.dcm'), join(archive.folder, 'z.dcm'));
  const twice = image(1, { '00081030': ['LO', 'A later copy'] });
  const again = await open({ '0.dcm': twice }, archive.folder);
  expect(text(await sameAfterRestart(again), '00081030')).toBe('Chest');
});

test('an image of the folder comes before an object of the same UIDs that was stored while it was away', async () => {
  const archive = await open({});
  await stow(archive, [image(1, { '00081030': ['LO', 'Stored'] })]);
  const again = await open({ 'samples/a.dcm': image(1) }, archive.folder);
  expect(text(await sameAfterRestart(again), '00081030')).toBe('Chest');
});

test('a study under two patients keeps both rows, in the same order', async () => {
  const archive = await open({
    'a.dcm': image(1),
    'b.dcm': image(2, { '00100010': ['PN', 'Test^Two'], '00100020': ['LO', 'ID2'] }),
  });
  const patients = async (from: TestArchive) =>
    ((await (await from.get('/studies')).json()) as DicomJson[]).map((row) => text(row, '00100020'));
  const before = await patients(archive);
  expect([...before].sort()).toEqual(['ID1', 'ID2']);
  await stow(archive, [report(1, { '00100020': ['LO', 'ID2'] })]);
  await sameAfterRestart(archive);
  expect(await patients(archive)).toEqual(before);
});

test('objects of one ID under two names stay two names in what the viewer compares', async () => {
  const archive = await open({ 'a.dcm': image(1) });
  await stow(archive, [report(1)]);
  const metadata = (await (await archive.get(`/studies/${STUDY}/metadata`)).json()) as DicomJson[];
  const names = metadata.map((one) => JSON.stringify(one['00100010']?.Value));
  expect(new Set(names).size).toBe(2);
});

test.each<[string, Buffer, string | undefined]>([
  ['of another ID', report(1, { '00100020': ['LO', 'ID2'] }), 'its study is of another patient'],
  ['of another issuer', report(1, { '00100021': ['LO', 'Elsewhere'] }), 'its study is of another patient'],
  [
    'without an ID, of another name',
    report(1, { '00100020': ['LO', ''], '00100010': ['PN', 'Other^Person'] }),
    'its study is of another patient',
  ],
  [
    'of another modality in a series',
    image(7, { '00080060': ['CS', 'MR'] }),
    'its series is of another modality',
  ],
  [
    'a report in the series of images',
    report(1, { '0020000E': ['UI', '1.2.3.4'] }),
    'its series is of another modality',
  ],
  ['of the same ID, in other padding', report(1, { '00100020': ['LO', ' ID1 '] }), undefined],
  [
    'without an ID, of the same name',
    report(1, { '00100020': ['LO', ''], '00100010': ['PN', 'Test^One'] }),
    undefined,
  ],
  ['of the same ID, renamed', report(1), undefined],
])('joining a study: %s', async (_, object, reason) => {
  const archive = await open({ 'a.dcm': image(1, { '00100021': ['LO', 'House'] }) });
  const answer = await stow(archive, [object, image(2, { '00100021': ['LO', 'House'] })]);
  if (reason === undefined) expect(answer).toEqual({ status: 200, failed: [], warning: '' });
  else {
    // 0110H Processing failure (PS3.18 Table I.2-2).
    expect(answer).toMatchObject({ status: 202, failed: ['272'] });
    expect(answer.warning).toContain(reason);
    expect(await stow(archive, [object])).toMatchObject({ status: 409, failed: ['272'] });
  }
  await sameAfterRestart(archive);
});

test('two objects of one request that contradict each other: the first is stored', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'isocenter-standing-'));
  const archive = await open({}, folder);
  const answer = await stow(archive, [image(1), image(2, { '00100020': ['LO', 'ID2'] })]);
  expect(answer).toMatchObject({ status: 202, failed: ['272'] });
  await sameAfterRestart(archive);
  await rm(folder, { recursive: true });
});
