import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { LIMITS } from '@/dicom/dataset/limits';
import { ArchiveIndex } from './archiveIndex';
import { scanFolder } from './scan';
import { tellScan } from './tellScan';
import { readParts, testArchive } from '../testing/archive';
import { ctImage, writeDicom, type Attributes } from '../testing/writeDicom';

const SERIES = { study: '1.2.3', series: '1.2.3.4' };

/** Enough private elements that reading a file takes longer than reading a small one. */
const slow: Attributes = Object.fromEntries(
  Array.from({ length: 20_000 }, (_, i) => [`0009${(0x1000 + i).toString(16)}`.toUpperCase(), ['LO', 'x']]),
);

test('the first file by name speaks for its series, however long it takes to read', async () => {
  const files = {
    'a.dcm': writeDicom({ ...slow, ...ctImage({ ...SERIES, sop: '1.2.3.4.1' }) }),
    'b.dcm': writeDicom(ctImage({ ...SERIES, sop: '1.2.3.4.2' }, { '00080060': ['CS', 'SR'] })),
  };
  const archive = await testArchive(files);
  const [row] = (await (await archive.get('/studies/1.2.3/series')).json()) as Record<string, unknown>[];
  expect(row?.['00080060']).toEqual({ vr: 'CS', Value: ['CT'] });
  await archive.close();
});

test('an image without UIDs is adopted under UIDs that stay the same; what is no image is not', async () => {
  const { '0020000D': _, '0020000E': __, ...nameless } = ctImage({ ...SERIES, sop: '1.2.3.4.1' });
  const { '7FE00010': ___, ...report } = nameless;
  const files = { 'image.dcm': writeDicom(nameless), 'report.dcm': writeDicom(report) };
  const archive = await testArchive(files);
  const read = async () => {
    const [study, ...others] = (await (await archive.get('/studies')).json()) as Record<
      string,
      { Value?: string[] }
    >[];
    const uid = study?.['0020000D']?.Value?.[0] ?? '';
    const metadata = (await (await archive.get(`/studies/${uid}/metadata`)).json()) as typeof others;
    return { uid, others, metadata };
  };
  const { uid, others, metadata } = await read();
  expect(others).toEqual([]);
  expect(uid).toMatch(/^2\.25\.\d+$/);
  expect(metadata).toHaveLength(1);
  expect(metadata[0]?.['0020000D']?.Value).toEqual([uid]);
  expect(metadata[0]?.['00080018']?.Value).toEqual(['1.2.3.4.1']);
  const sent = await readParts(
    await archive.get(`/studies/${uid}`, 'multipart/related; type="application/dicom"'),
  );
  expect(sent.map(({ body }) => body.includes(uid))).toEqual([true]);
  const again = await testArchive({}, archive.folder);
  expect((await (await again.get('/studies')).json()) as unknown).toMatchObject([
    { '0020000D': { Value: [uid] } },
  ]);
  await archive.close();
});

test('an image whose UID stands in the file meta group alone is sent with it in its dataset', async () => {
  const { '00080018': _, ...nameless } = ctImage({ ...SERIES, sop: '1.2.3.4.1' });
  const archive = await testArchive({
    'image.dcm': writeDicom({ '00020003': ['UI', '1.2.3.4.1'], ...nameless }),
  });
  const [metadata] = (await (await archive.get('/studies/1.2.3/metadata')).json()) as Record<
    string,
    unknown
  >[];
  expect(metadata?.['00080018']).toMatchObject({ Value: ['1.2.3.4.1'] });
  const [sent] = await readParts(
    await archive.get('/studies/1.2.3', 'multipart/related; type="application/dicom"'),
  );
  const bytes = Buffer.from(sent?.body ?? '');
  // (0008,0018), UI.
  expect(bytes.includes(Buffer.from([8, 0, 0x18, 0, 0x55, 0x49]))).toBe(true);
  await archive.close();
});

test('links within the folder are followed; those that lead out of it are left out and counted', async () => {
  const above = await mkdtemp(join(tmpdir(), 'isocenter-links-'));
  // `data-other` begins as `data` does: it is beside it all the same.
  const [data, other] = [join(above, 'data'), join(above, 'data-other')];
  await Promise.all([mkdir(join(data, '.kept', 'deep'), { recursive: true }), mkdir(other)]);
  const image = (sop: string) => writeDicom(ctImage({ ...SERIES, sop }));
  await writeFile(join(data, '.kept', 'a.dcm'), image('1.2.3.4.1'));
  await writeFile(join(data, '.kept', 'deep', 'b.dcm'), image('1.2.3.4.2'));
  await writeFile(join(other, 'c.dcm'), image('1.2.3.4.3'));
  await symlink(join(data, '.kept', 'a.dcm'), join(data, 'file-inside'));
  await symlink(join(data, '.kept', 'deep'), join(data, 'folder-inside'));
  await symlink(join(other, 'c.dcm'), join(data, 'file-outside'));
  await symlink(other, join(data, 'folder-outside'));
  await symlink('file-outside', join(data, 'over-two'));
  await symlink(data, join(above, 'as-link'));
  await mkdir(join(data, 'zz'));
  await symlink('.', join(data, 'zz', 'loop'));
  await symlink(data, join(data, 'zz', 'round'));
  await symlink(join(data, '.kept', 'deep'), join(data, 'zz', 'twice'));
  for (const folder of [data, join(above, 'as-link')]) {
    const index = new ArchiveIndex();
    const report = await scanFolder(index, folder);
    expect(index.instances('1.2.3').map(({ sop }) => sop)).toEqual(['1.2.3.4.1', '1.2.3.4.2']);
    expect(tellScan(report)).toEqual([
      '6 files were left out:',
      '  3 a link that leads out of the folder: file-outside, folder-outside, over-two',
      '  2 a link back to a folder that it lies in: zz/loop, zz/round',
      '  1 a link to a folder that was read already: zz/twice',
    ]);
  }
  await rm(above, { recursive: true });
});

/** An object whose dataset is deflated (PS3.5 A.5): so many bytes of pixels, and of a private element before them. */
function deflatedImage(sop: string, pixelBytes: number, privateBytes: number, breakAt?: number): Buffer {
  const plain = writeDicom(
    ctImage(
      { ...SERIES, sop },
      { '00091001': ['OB', Buffer.alloc(privateBytes)], '7FE00010': ['OW', randomBytes(pixelBytes)] },
    ),
    '1.2.840.10008.1.2.1.99',
  );
  const start = plain.indexOf(Buffer.from([0x08, 0x00, 0x16, 0x00]));
  const deflated = deflateRawSync(plain.subarray(start));
  if (breakAt !== undefined) deflated.fill(0xff, breakAt);
  return Buffer.concat([plain.subarray(0, start), deflated]);
}

test('of deflated objects no more is inflated at once than their header, and that has a bound', async () => {
  const files = {
    'a.dcm': deflatedImage('1.2.3.4.1', 300_000, 8),
    // Once inflated whole, this was no readable file: its header is, and its pixels are not.
    'b.dcm': deflatedImage('1.2.3.4.2', 300_000, 8, 200_000),
    'c.dcm': deflatedImage('1.2.3.4.3', 8, LIMITS.inflatedHeaderBytes + 1),
    // Most of what a header may have, before pixels: found between too little and too much.
    'd.dcm': deflatedImage('1.2.3.4.4', 8, LIMITS.inflatedHeaderBytes / 2 + 1),
  };
  const archive = await testArchive(files);
  const index = new ArchiveIndex();
  const report = await scanFolder(index, archive.folder);
  expect(index.instances('1.2.3').map(({ sop }) => sop)).toEqual(['1.2.3.4.1', '1.2.3.4.2', '1.2.3.4.4']);
  expect(report.cut.map(({ path }) => path)).toEqual(['b.dcm']);
  expect(report.skipped).toEqual([
    { path: 'c.dcm', reason: 'no readable DICOM file: its deflated header becomes too large' },
  ]);
  await archive.close();
});
