import { execFileSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { testArchive } from '../testing/archive';
import { ctImage, encapsulate, writeDicom, type Attributes } from '../testing/writeDicom';
import { ArchiveIndex } from './archiveIndex';
import { scanFolder } from './scan';
import { tellScan } from './tellScan';

const SERIES = { study: '1.2.3', series: '1.2.3.4' };
const image = (sop: string, more: Attributes = {}, syntax?: string): Buffer =>
  writeDicom(ctImage({ ...SERIES, sop }, more), syntax);

const made: string[] = [];
/** A folder `data`, and one beside it. */
async function twoFolders(): Promise<{ data: string; outside: string }> {
  const above = await mkdtemp(join(tmpdir(), 'isocenter-foreign-'));
  made.push(above);
  const [data, outside] = [join(above, 'data'), join(above, 'outside')];
  await mkdir(join(data, 'sub'), { recursive: true });
  await mkdir(outside);
  return { data, outside };
}
afterEach(async () => {
  for (const folder of made.splice(0)) await rm(folder, { recursive: true, force: true });
});

async function told(folder: string): Promise<{ sops: string[]; lines: string[] }> {
  const index = new ArchiveIndex();
  const report = await scanFolder(index, folder);
  return { sops: index.instances('1.2.3').map(({ sop }) => sop), lines: tellScan(report) };
}

describe('a folder as it is found', () => {
  test('names that are no UTF-8 cost themselves, and are told by a name that a console can show', async () => {
    const { data } = await twoFolders();
    await writeFile(join(data, 'z.dcm'), image('1.2.3.4.1'));
    const bad = (text: string) => Buffer.concat([Buffer.from(`${data}/`), Buffer.from(text, 'latin1')]);
    await mkdir(bad('M\xfcller'));
    await writeFile(bad('K\xf6ln.dcm'), image('1.2.3.4.2'));
    await writeFile(join(data, 'up\u001b[1A\nfake line\u202e.txt'), 'x');
    const { sops, lines } = await told(data);
    expect(sops).toEqual(['1.2.3.4.1']);
    expect(lines[0]).toBe('3 files were left out:');
    expect(lines.slice(1).sort()).toEqual([
      '  1 a folder that has a name that is no UTF-8: M?ller',
      '  1 has a name that is no UTF-8: K?ln.dcm',
      expect.stringMatching(/^ {2}1 no readable DICOM file: .*: up\?\[1A\?fake line\?\.txt$/),
    ]);
  });

  test('pipes and links that lead to themselves are left out, and nobody waits for them', async () => {
    const { data } = await twoFolders();
    await writeFile(join(data, 'z.dcm'), image('1.2.3.4.1'));
    execFileSync('mkfifo', [join(data, 'pipe')]);
    await symlink('loop-b', join(data, 'loop-a'));
    await symlink('loop-a', join(data, 'loop-b'));
    await symlink('nowhere', join(data, 'dangling'));
    await symlink('pipe', join(data, 'to-pipe'));
    const { sops, lines } = await told(data);
    expect(sops).toEqual(['1.2.3.4.1']);
    expect(lines).toEqual([
      '4 files were left out:',
      '  2 cannot be opened (ELOOP): loop-a, loop-b',
      '  2 neither a file nor a folder: pipe, to-pipe',
    ]);
  });

  // Whoever may read everything is refused nothing.
  const isRoot = process.getuid?.() === 0;
  test.skipIf(isRoot)('a subfolder that may not be read costs its own files, not the start', async () => {
    const { data } = await twoFolders();
    await writeFile(join(data, 'z.dcm'), image('1.2.3.4.1'));
    await chmod(join(data, 'sub'), 0);
    const { sops, lines } = await told(data);
    await chmod(join(data, 'sub'), 0o700);
    expect(sops).toEqual(['1.2.3.4.1']);
    expect(lines).toEqual(['1 file was left out:', '  1 a folder that cannot be opened (EACCES): sub']);
  });

  test('many files that are none of ours take a line, not a thousand', async () => {
    const { data } = await twoFolders();
    await Promise.all(
      Array.from({ length: 1000 }, (_, at) => writeFile(join(data, `${1000 + at}.txt`), 'a letter')),
    );
    const { lines } = await told(data);
    expect(lines[0]).toBe('1000 files were left out:');
    expect(lines.slice(1)).toEqual([
      expect.stringMatching(/1000\.txt, 1001\.txt, 1002\.txt, 1003\.txt, 1004\.txt and 995 more$/),
    ]);
  });
});

describe('a file that was exchanged after the start', () => {
  const SECRET = 'SECRET of a file beside the folder';
  const pixels = Buffer.from(SECRET.padEnd(40));
  const foreign = (sop: string, syntax?: string): Buffer =>
    image(
      sop,
      {
        '00081030': ['LO', SECRET],
        '7FE00010': ['OW', syntax === undefined ? pixels : encapsulate([Buffer.alloc(0), pixels])],
      },
      syntax,
    );
  const JPEG = '1.2.840.10008.1.2.4.50';
  const AT = '/studies/1.2.3/series/1.2.3.4/instances/1.2.3.4.1';
  const ADDRESSES = [
    AT,
    '/studies/1.2.3',
    `${AT}/metadata`,
    '/studies/1.2.3/metadata',
    `${AT}/frames/1`,
    `${AT}/bulkdata/7FE00010`,
    `${AT}/rendered`,
    `${AT}/thumbnail`,
    '/instances?includefield=00081030,00204000',
    '/studies?includefield=00204000',
  ];

  type Exchange = (at: { data: string; outside: string }) => Promise<void>;
  const WAYS: readonly (readonly [string, Exchange])[] = [
    [
      'the file by a link',
      async ({ data, outside }) => {
        await rm(join(data, 'sub', 'a.dcm'));
        await symlink(join(outside, 'a.dcm'), join(data, 'sub', 'a.dcm'));
      },
    ],
    [
      'its folder by a link',
      async ({ data, outside }) => {
        await rename(join(data, 'sub'), join(data, 'away'));
        await symlink(outside, join(data, 'sub'));
      },
    ],
    [
      'the file by a pipe',
      async ({ data }) => {
        await rm(join(data, 'sub', 'a.dcm'));
        execFileSync('mkfifo', [join(data, 'sub', 'a.dcm')]);
      },
    ],
  ];
  const CASES = WAYS.flatMap(([name, exchange]) =>
    [undefined, JPEG].map((syntax) => [`${name}${syntax ? ', compressed' : ''}`, exchange, syntax] as const),
  );

  test.each(CASES)('%s: nothing of what lies outside is served', async (_, exchange, syntax) => {
    const folders = await twoFolders();
    const { data, outside } = folders;
    // Of one length, so that what was found out of the first file before would fit the other.
    const own = foreign('1.2.3.4.1', syntax).toString('latin1').replaceAll('SECRET', 'public');
    await writeFile(join(data, 'sub', 'a.dcm'), own, 'latin1');
    await writeFile(join(outside, 'a.dcm'), foreign('1.2.3.4.1', syntax));
    const archive = await testArchive({}, data);
    const get = async (path: string) => {
      const answer = await archive.get(path);
      return { status: answer.status, text: Buffer.from(await answer.arrayBuffer()).toString('latin1') };
    };
    expect((await get(AT)).text).toContain('public of a file');
    await get(`${AT}/frames/1`);
    await exchange(folders);
    for (const path of ADDRESSES) {
      const { status, text } = await get(path);
      expect(text, path).not.toContain('SECRET');
      if (!path.includes('?')) expect(status, path).toBeGreaterThanOrEqual(400);
    }
  });
});
