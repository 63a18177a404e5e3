import { mkdtempSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { startCompanion, type Companion } from '../../harness/companion';
import {
  allRows,
  retrieveFrame,
  rows,
  SERIES_UID,
  SOP_UID,
  STUDY_UID,
  attributeText,
  valuesOf,
  type QidoRow,
} from '../../harness/dicomWeb';
import { expect, orthancUrl, test } from '../../fixtures/fixtures';
import { E2E_CACHE, linkFolder, realFolders, SAMPLES } from '../../harness/machine';

/** Both archives hold the same files: the samples and, where they are, the real ones. */
test.describe('the embedded archive answers as Orthanc does', () => {
  let companion: Companion;
  let folder: string;
  let ours: string;
  let theirs: string;
  /** Studies that Orthanc lists once. What it lists twice (one UID, two patients) has no row to compare. */
  let studies: string[];

  test.beforeAll(async () => {
    folder = mkdtempSync(join(E2E_CACHE, 'folder-'));
    for (const each of [SAMPLES, ...realFolders()]) linkFolder(each, join(folder, basename(each)));
    companion = await startCompanion({ data: folder });
    ours = companion.dicomWeb;
    theirs = `${orthancUrl()}/dicom-web`;
    const uids = (await allRows(theirs, 'studies')).map((row) => attributeText(row, STUDY_UID));
    studies = uids.filter((uid) => uids.indexOf(uid) === uids.lastIndexOf(uid)).sort();
  });

  test.afterAll(async () => {
    await companion.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  // Each asks both archives for every study.
  test.beforeEach(() => test.slow());

  /** Compares rows that carry the same UID, tag by tag; returns each difference as a line. */
  function differences(
    a: readonly QidoRow[],
    b: readonly QidoRow[],
    key: string,
    tags: readonly string[],
  ): string[] {
    const byUid = new Map(a.map((row) => [attributeText(row, key), row]));
    return b.flatMap((theirRow) => {
      const uid = attributeText(theirRow, key);
      const ourRow = byUid.get(uid);
      if (!ourRow) return [`${uid}: missing`];
      return tags
        .filter((tag) => valuesOf(ourRow, tag).join('\\') !== valuesOf(theirRow, tag).join('\\'))
        .map(
          (tag) =>
            `${uid} ${tag}: ${valuesOf(ourRow, tag).join('\\')} instead of ${valuesOf(theirRow, tag).join('\\')}`,
        );
    });
  }

  test('lists the same studies', async () => {
    const listed = new Set((await allRows(ours, 'studies')).map((row) => attributeText(row, STUDY_UID)));
    expect(studies.filter((uid) => !listed.has(uid))).toEqual([]);
    // Date, time, accession, sex, birth date, id, description (PS3.18 table 10.6.3-3); counts come unasked: Orthanc
    // answers an explicit question for them with what a file happens to claim.
    const tags = ['00080020', '00080030', '00080050', '00100040', '00100030', '00100020', '00081030'];
    const query = `studies?${tags.map((tag) => `includefield=${tag}`).join('&')}`;
    const [a, b] = [await allRows(ours, query), await allRows(theirs, query)];
    const comparable = b.filter((row) => studies.includes(attributeText(row, STUDY_UID)));
    const found = differences(a, comparable, STUDY_UID, tags);
    const counts = ['00201206', '00201208'];
    const counted = (await allRows(theirs, 'studies')).filter((row) =>
      studies.includes(attributeText(row, STUDY_UID)),
    );
    found.push(...differences(await allRows(ours, 'studies'), counted, STUDY_UID, counts));
    const real = [];
    for (const line of found) if (!(await isDisputed(line))) real.push(line);
    expect(real).toEqual([]);
  });

  /** Whether the objects of a study themselves disagree on a tag: any of their values is a right answer. */
  async function isDisputed(line: string): Promise<boolean> {
    const [, study = '', tag = '', value = ''] = /^([\d.]+) (\w{8}): (.*) instead of /.exec(line) ?? [];
    const values = new Set(
      (await rows(theirs, `studies/${study}/metadata`)).map((row) => valuesOf(row, tag).join('\\')),
    );
    return values.size > 1 && values.has(value);
  }

  test('lists the same series and instances in each study', async () => {
    const found: string[] = [];
    for (const study of studies) {
      const level = async (path: string, key: string, tags: readonly string[]) => {
        const fields = tags.map((tag) => `includefield=${tag}`).join('&');
        const [a, b] = [await rows(ours, `${path}?${fields}`), await rows(theirs, `${path}?${fields}`)];
        found.push(...differences(a, b, key, tags));
        if (a.length !== b.length) found.push(`${path}: ${a.length} rows instead of ${b.length}`);
      };
      await level(`studies/${study}/series`, SERIES_UID, ['00080060', '00200011', '0008103E', '00201209']);
      await level(`studies/${study}/instances`, SOP_UID, ['00080016', '00200013', '00280010', '00280011']);
    }
    expect(found).toEqual([]);
  });

  test('finds the same objects by their numbers', async () => {
    const sops = async (archive: string, path: string) =>
      (await rows(archive, path))
        .map((row) => `${attributeText(row, SOP_UID)} ${attributeText(row, '00200013')}`)
        .sort();
    let found = 0;
    for (const study of studies.slice(0, 30))
      for (const series of await rows(theirs, `studies/${study}/series`)) {
        const below = `studies/${study}/series/${attributeText(series, SERIES_UID)}/instances`;
        for (const number of ['1', attributeText(series, '00201209')]) {
          const their = await sops(theirs, `${below}?InstanceNumber=${number}`);
          // Orthanc compares the text, and finds no 1 that is written 01.
          if (their.length === 0) continue;
          expect(await sops(ours, `${below}?InstanceNumber=${number}`), `${below} ${number}`).toEqual(their);
          found += their.length;
        }
      }
    expect(found).toBeGreaterThan(20);
  });

  test('gives the same metadata on what pictures depend on', async () => {
    // Geometry, pixel format, rescale, window, frame count (PS3.3 C.7.6.2, C.7.6.3, C.11).
    const tags =
      '00080016 00080060 00200013 00200032 00200037 00280002 00280004 00280008 00280010 00280011 00280030 00280100'
        .concat(' 00280101 00280103 00281050 00281051 00281052 00281053')
        .split(' ');
    const found: string[] = [];
    for (const study of studies) {
      const path = `studies/${study}/metadata`;
      found.push(...differences(await rows(ours, path), await rows(theirs, path), SOP_UID, tags));
    }
    // Orthanc loses values that it cannot read (decimal texts of more than 16 bytes): silence contradicts nothing.
    expect(found.filter((line) => !line.endsWith(' instead of '))).toEqual([]);
  });

  test('gives the same bytes of a frame, wherever both give one', async () => {
    let compared = 0;
    const found: string[] = [];
    for (const study of studies) {
      const instances = await rows(ours, `studies/${study}/instances`);
      const firstOfSeries = new Map(
        instances.map((row) => [attributeText(row, SERIES_UID), attributeText(row, SOP_UID)]),
      );
      for (const [series, sop] of firstOfSeries) {
        const [a, b] = [
          await retrieveFrame(ours, study, series, sop),
          await retrieveFrame(theirs, study, series, sop),
        ];
        if (a.status !== 200 || b.status !== 200) continue;
        compared++;
        // Orthanc pads a frame of odd length or not, as its decoder likes: one byte of zero is no difference.
        const length = Math.min(a.bytes.length, b.bytes.length);
        const isSame =
          Math.abs(a.bytes.length - b.bytes.length) <= 1 &&
          a.bytes.subarray(0, length).equals(b.bytes.subarray(0, length));
        if (!isSame) found.push(`${sop}: ${a.bytes.length} bytes against ${b.bytes.length}`);
      }
    }
    expect(compared).toBeGreaterThan(8);
    expect(found).toEqual([]);
  });

  test('answers searches alike', async () => {
    const ids = (await allRows(ours, 'studies')).map((row) => attributeText(row, '00100020'));
    const sample = ids.find((id) => id !== '');
    const searches = [
      'studies?PatientName=*a*',
      'studies?ModalitiesInStudy=CT',
      'studies?StudyDate=20000101-20301231',
      // No end is left open: Orthanc takes a study without date for one before any day.
      'studies?StudyDate=19000101-20101231',
      `studies?PatientID=${encodeURIComponent(sample ?? '')}`,
    ];
    for (const search of searches) {
      const uids = async (root: string) =>
        (await allRows(root, search))
          .map((row) => attributeText(row, STUDY_UID))
          .filter((uid) => studies.includes(uid))
          .sort();
      expect(await uids(ours), search).toEqual(await uids(theirs));
    }
  });
});
