import { utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { testArchive } from '../testing/archive';
import { ctImage, writeDicom } from '../testing/writeDicom';

const uids = { study: '1.1', series: '1.1.1', sop: '1.1.1.1' };
const OBJECT = '/studies/1.1/series/1.1.1/instances/1.1.1.1';
const FILES = 'application/dicom; transfer-syntax=*';
const TABLE = ['00281201', 'OW', Buffer.alloc(2048)] as const;
const image = (name: string, grey: number) =>
  writeDicom(
    ctImage(uids, {
      '00100010': ['PN', name],
      [TABLE[0]]: [TABLE[1], TABLE[2]],
      '00091010': ['OB', Buffer.alloc(2048)],
      '7FE00010': ['OW', Buffer.alloc(8, grey)],
    }),
  );

test('of a file that is another patient by now nothing is shown under the first one, whatever was asked for before', async () => {
  const archive = await testArchive({ 'a.dcm': image('Alpha^A', 1) });
  const bulk = `${OBJECT}/bulkdata/00091010`;
  const asks = [
    [`${OBJECT}/frames/1`, '*/*'],
    [`${OBJECT}/rendered`, '*/*'],
    [`${OBJECT}/thumbnail`, '*/*'],
    [bulk, '*/*'],
    [OBJECT, FILES],
  ] as const;
  const statuses = async () =>
    Promise.all(asks.map(async ([path, accept]) => (await archive.get(path, accept)).status));
  expect(await statuses()).toEqual([200, 200, 200, 200, 200]);
  const before = await (await archive.get('/studies/1.1/series/1.1.1/metadata')).text();
  const path = join(archive.folder, 'a.dcm');
  // As a second companion did: as long, the same UIDs, another patient.
  await writeFile(path, image('Betta^B', 200));
  await utimes(path, new Date(), new Date(Date.now() + 60_000));
  expect(await (await archive.get('/studies/1.1/series/1.1.1/metadata')).text()).toBe(before);
  const after = await statuses();
  // Pictures are those of the object that was found, drawn before.
  expect(after).toEqual([410, 200, 200, 410, 410]);
  expect((await archive.get(`${OBJECT}/rendered?viewport=1,1`)).status).toBe(410);
  expect(await (await archive.get(`${OBJECT}/frames/1`)).text()).toContain('is not the one any more');
  // The same file put back, at whatever time, is the same object.
  await writeFile(path, image('Alpha^A', 1));
  await utimes(path, new Date(), new Date(Date.now() + 120_000));
  expect(await statuses()).toEqual([200, 200, 200, 200, 200]);
  await archive.close();
});
