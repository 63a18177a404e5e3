import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { items, text, texts, type DicomJson } from '@/dicom/dataset/dicomJson';
import { testArchive, type TestArchive } from '../testing/archive';
import { ctImage, writeDicom, type Attributes } from '../testing/writeDicom';

const object = (study: string, series: string, sop: string, more: Attributes): Buffer =>
  writeDicom(ctImage({ study, series, sop }, more));

let archive: TestArchive;
beforeAll(async () => {
  archive = await testArchive({
    'a1.dcm': object('1.1', '1.1.1', '1.1.1.1', {
      '00100010': ['PN', 'Müller^Änne'],
      '00200013': ['IS', '2'],
    }),
    'a2.dcm': object('1.1', '1.1.1', '1.1.1.2', {
      '00100010': ['PN', 'Müller^Änne'],
      '00200013': ['IS', '1'],
    }),
    'a3.dcm': object('1.1', '1.1.2', '1.1.2.1', {
      '00080016': ['UI', '1.2.840.10008.5.1.4.1.1.88.22'],
      '00080060': ['CS', 'SR'],
      '00100010': ['PN', 'Müller^Änne'],
    }),
    'b.dcm': object('1.2', '1.2.1', '1.2.1.1', {
      '00080020': ['DA', '20230614'],
      '00080030': ['TM', '235959.5'],
      '00080050': ['SH', 'ACC7'],
      '00080060': ['CS', 'MR'],
      '00081030': ['LO', 'Knee left'],
      '00100010': ['PN', 'Big^CT^^Dr.'],
      '00100020': ['LO', 'B-2'],
      '00102000': ['LO', 'Nuts'],
    }),
    // One Study Instance UID under two patients.
    'c1.dcm': object('1.3', '1.3.1', '1.3.1.1', { '00080020': ['DA', ''], '00100020': ['LO', 'C1'] }),
    'c2.dcm': object('1.3', '1.3.2', '1.3.2.1', { '00080020': ['DA', ''], '00100020': ['LO', 'C2'] }),
    'notes.txt': Buffer.from('no image'),
  });
});
afterAll(() => archive.close());

const rows = async (path: string): Promise<DicomJson[]> => {
  const response = await archive.get(path);
  expect(response.status).toBe(200);
  return (await response.json()) as DicomJson[];
};
const studies = async (query: string): Promise<string[]> =>
  (await rows(`/studies${query}`)).map((row) => text(row, '0020000D') ?? '');

describe('searching studies', () => {
  test('lists all, the newest first, and a study of two patients twice', async () => {
    expect(await studies('')).toEqual(['1.1', '1.2', '1.3', '1.3']);
    const both = (await rows('/studies?StudyInstanceUID=1.3')).map((row) => text(row, '00100020'));
    expect(both).toEqual(['C1', 'C2']);
  });

  test.each<[string, string[]]>([
    ['?PatientName=big*', ['1.2']],
    ['?PatientName=Big%5ECT', []],
    ['?PatientName=Big%5ECT*', ['1.2']],
    ['?00100010=*%5ECT%5E%5E*', ['1.2']],
    ['?PatientName=B?g*', ['1.2']],
    ['?PatientName=muller', []],
    ['?PatientName=muller&fuzzymatching=true', ['1.1']],
    ['?PatientName=ann%20mull&fuzzymatching=true', ['1.1']],
    ['?PatientName=ller&fuzzymatching=true', []],
    ['?PatientID=B-2', ['1.2']],
    ['?AccessionNumber=ACC*', ['1.2']],
    ['?StudyDescription=*knee*', ['1.2']],
    ['?StudyDate=20240105', ['1.1']],
    ['?StudyDate=20230101-20231231', ['1.2']],
    ['?StudyDate=20230615-', ['1.1']],
    ['?StudyDate=-20230614', ['1.2']],
    ['?StudyTime=2300-2359', ['1.2']],
    ['?StudyTime=10', ['1.1', '1.3', '1.3']],
    ['?ModalitiesInStudy=MR', ['1.2']],
    ['?ModalitiesInStudy=MR,SR', ['1.1', '1.2']],
    ['?ModalitiesInStudy=MR%5CSR', ['1.1', '1.2']],
    ['?ModalitiesInStudy=MR&ModalitiesInStudy=SR', ['1.1', '1.2']],
    ['?Modality=SR', ['1.1']],
    ['?StudyInstanceUID=1.1,1.2', ['1.1', '1.2']],
    ['?StudyInstanceUID=1.1%5C1.2', ['1.1', '1.2']],
    ['?StudyInstanceUID=1.1&StudyInstanceUID=1.2', ['1.1', '1.2']],
    ['?PatientName=*&PatientID=', ['1.1', '1.2', '1.3', '1.3']],
    ['?limit=1&offset=1', ['1.2']],
    ['?offset=9', []],
    ['?orderby=StudyDate', ['1.3', '1.3', '1.2', '1.1']],
    ['?orderby=-PatientID&limit=2', ['1.1', '1.3']],
  ])('%s', async (query, expected) => {
    expect(await studies(query)).toEqual(expected);
  });

  test('counts what lies below and names the modalities', async () => {
    const [row] = await rows('/studies?StudyInstanceUID=1.1');
    expect(texts(row, '00080061')).toEqual(['CT', 'SR']);
    expect(text(row, '00201206')).toBe('2');
    expect(text(row, '00201208')).toBe('3');
    expect(text(row, '00081190')).toBe('/dicom-web/studies/1.1');
  });

  test('sends names as UTF-8 with their groups', async () => {
    const [row] = await rows('/studies?StudyInstanceUID=1.1');
    expect(row?.['00080005']?.Value).toEqual(['ISO_IR 192']);
    expect(row?.['00100010']).toEqual({ vr: 'PN', Value: [{ Alphabetic: 'Müller^Änne' }] });
  });

  test('adds what includefield names, also what is not kept in memory', async () => {
    const plain = await rows('/studies?StudyInstanceUID=1.2');
    expect(plain[0]?.['00102000']).toBeUndefined();
    for (const form of [
      '00102000',
      'MedicalAlerts',
      'PatientAge%2CMedicalAlerts',
      'PatientAge&includefield=00102000',
    ]) {
      const [row] = await rows(`/studies?StudyInstanceUID=1.2&includefield=${form}`);
      expect(text(row, '00102000')).toBe('Nuts');
    }
  });

  test('warns of keys it ignored, and refuses a limit that is no count', async () => {
    const ignored = await archive.get('/studies?NoSuchKeyword=1');
    expect(ignored.headers.get('warning')).toMatch(/^299 .*NoSuchKeyword/);
    expect((await archive.get('/studies?limit=abc')).status).toBe(400);
    expect((await archive.get('/studies?limit=-1')).status).toBe(400);
    expect((await archive.get('/studies', 'application/dicom+xml')).status).toBe(406);
  });
});

describe('searching below studies', () => {
  test('lists series of a study with their counts', async () => {
    const found = await rows('/studies/1.1/series');
    expect(found.map((row) => [text(row, '0020000E'), text(row, '00201209')])).toEqual([
      ['1.1.1', '2'],
      ['1.1.2', '1'],
    ]);
    expect((await rows('/studies/1.1/series?Modality=SR')).map((row) => text(row, '0020000E'))).toEqual([
      '1.1.2',
    ]);
  });

  test('finds series and instances without a study in the path, with study attributes', async () => {
    const series = await rows('/series?Modality=MR');
    expect(series.map((row) => text(row, '0020000D'))).toEqual(['1.2']);
    const instances = await rows('/instances?SOPClassUID=1.2.840.10008.5.1.4.1.1.88.22');
    expect(instances.map((row) => text(row, '00100020'))).toEqual(['ID1']);
  });

  test('lists instances in display order with their transfer syntax', async () => {
    const found = await rows('/studies/1.1/series/1.1.1/instances');
    expect(found.map((row) => text(row, '00080018'))).toEqual(['1.1.1.2', '1.1.1.1']);
    expect(text(found[0], '00083002')).toBe('1.2.840.10008.1.2.1');
    expect(items(found[0], '00400275')).toEqual([]);
  });
});
