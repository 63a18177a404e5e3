// Mutated instances through everything that reads one in Node: run by scripts/fuzz.mjs, which stops it where it hangs.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readPart10 } from '@/archive/frames/part10';
import { acceptFile } from '@/archive/frames/accept';
import { toWanted } from '@/archive/frames/wanted';
import { ArchiveError } from '@/archive/contract/archiveError';
import { cineFps, isImage } from '@/dicom/series/display';
import { readPlane } from '@/dicom/geometry/geometry';
import type { Instance } from '@/dicom/dataset/instance';
import { laterality } from '@/dicom/geometry/laterality';
import { modalityLutOf } from '@/dicom/transforms/lut';
import { toInstance } from '@/dicom/normalise/normalise';
import { orderFrames } from '@/dicom/series/ordering';
import { readRescale } from '@/dicom/transforms/rescale';
import { ArchiveIndex } from '../../server/archive/archiveIndex';
import { scanFolder } from '../../server/archive/scan';
import { stowBody, testArchive, type TestArchive } from '../../server/testing/archive';
import { baseFiles, frameBases } from './bases';
import { mutateInstance } from './mutate';
import { caseRandom } from './random';

/** What became of one mutant: each refusal under its name, and what no refusal may be. */
interface Told {
  readonly case: number;
  readonly base: string;
  readonly how: string;
  readonly names: string[];
  readonly faults: string[];
}

const STATUS_SENTENCES = /could not answer|could not be answered/;

/** Words without what differs from file to file. */
const plain = (text: string): string =>
  text.replaceAll(/\([\dA-F]{8}\)/g, '(tag)').replaceAll(/\d{3,}/g, 'N');

/** The name of a refusal of the viewer's own code; anything else is a fault. */
function note(told: Told, where: string, error: unknown): void {
  if (error instanceof ArchiveError)
    told.names.push(`${where}: ${error.fault} ${error.details['what'] ?? ''}`);
  else
    told.faults.push(`${where}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
}

async function answerOf(told: Told, archive: TestArchive, path: string): Promise<Response | undefined> {
  const where = path.replace(/^.*\/instances\/[^/]+/, '').replaceAll(/[\dA-F]{8}/g, 'tag') || '/instance';
  const answer = await archive.get(path);
  try {
    if (answer.ok) {
      const copy = answer.clone();
      await answer.arrayBuffer();
      return copy;
    }
    const text = await answer.text();
    const { error = '' } = JSON.parse(text) as { error?: string };
    if (error === '' || STATUS_SENTENCES.test(error))
      told.faults.push(`${where}: HTTP ${answer.status} ${text}`);
    else told.names.push(`${where}: ${answer.status} ${plain(error)}`);
  } catch (error) {
    told.faults.push(`${where}: the answer broke off: ${String(error)}`);
  }
  return undefined;
}

/** All that the page works out from an instance's metadata. */
function look(instance: Instance): void {
  orderFrames([instance, instance]);
  for (const frame of [1, instance.frames]) {
    readPlane(instance, frame);
    readRescale(instance, frame);
    laterality(instance, frame);
  }
  isImage(instance);
  modalityLutOf(instance);
  cineFps(instance);
}

async function viewer(told: Told, bytes: Uint8Array, metadata: unknown): Promise<void> {
  const instance = toInstance(metadata);
  try {
    if (instance) look(instance);
  } catch (error) {
    note(told, 'page metadata', error);
  }
  try {
    const file = await readPart10(bytes);
    if (instance && isImage(instance)) acceptFile(file, toWanted(instance), 1);
    told.names.push('page file: read');
  } catch (error) {
    note(told, 'page file', error);
  }
}

async function store(told: Told, archive: TestArchive, bytes: Uint8Array): Promise<string | undefined> {
  const { headers, body } = stowBody([Buffer.from(bytes)]);
  const answer = await archive.app.request('/dicom-web/studies', { method: 'POST', headers, body });
  const warning = /: (.*)"$/.exec(answer.headers.get('Warning') ?? '')?.[1];
  if (answer.status === 200) {
    told.names.push('store: stored');
    const json = (await answer.json()) as Record<string, { Value?: Record<string, { Value?: string[] }>[] }>;
    return json['00081199']?.Value?.[0]?.['00081190']?.Value?.[0];
  }
  if (warning === undefined || /could not be written|it cannot be read/.test(warning))
    told.faults.push(`store: HTTP ${answer.status} ${warning ?? (await answer.text())}`);
  else told.names.push(`store: ${plain(warning)}`);
  return undefined;
}

/** The folder's archive as a start of the companion finds it. */
async function scan(told: Told, folder: string): Promise<ArchiveIndex> {
  const index = new ArchiveIndex();
  const { skipped, cut } = await scanFolder(index, folder);
  for (const { reason } of [...skipped, ...cut])
    (reason === 'damaged' ? told.faults : told.names).push(`scan: ${plain(reason)}`);
  return index;
}

async function run(seed: number, number: number, files: readonly string[]): Promise<Told> {
  const random = caseRandom(seed, number);
  const base = random.pick(files);
  const { bytes, how } = mutateInstance(readFileSync(base), random);
  const told: Told = {
    case: number,
    base: base.slice(base.lastIndexOf('/') + 1),
    how,
    names: [],
    faults: [],
  };
  const folder = mkdtempSync(join(tmpdir(), 'isocenter-fuzz-'));
  try {
    await writeFile(join(folder, 'mutant.dcm'), bytes);
    const index = await scan(told, folder);
    const empty = await testArchive({});
    const stored = await store(told, empty, bytes);
    await empty.close();
    const [row] = [...index.studies()].flatMap((study) =>
      [...study.series.values()].flatMap((each) => each.instances),
    );
    if (row === undefined) {
      await viewer(told, bytes, {});
      return told;
    }
    const archive = await testArchive({}, folder);
    const path = `/studies/${row.study}/series/${row.series}/instances/${row.sop}`;
    const metadata = await answerOf(told, archive, `${path}/metadata`);
    const [json] = metadata ? ((await metadata.json()) as Record<string, unknown>[]) : [];
    for (const rest of ['', '/frames/1', '/rendered', '/bulkdata/7FE00010'])
      await answerOf(told, archive, path + rest);
    await answerOf(told, archive, '/studies?includefield=all');
    await viewer(told, bytes, json ?? {});
    if (stored === undefined) told.names.push('indexed, not stored');
    return told;
  } catch (error) {
    note(told, 'run', error);
    return told;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const [root = '', seed = '1', from = '0', to = '0'] = process.argv.slice(2);
const say = (line: unknown) => process.stdout.write(`${JSON.stringify(line)}\n`);
process.on('unhandledRejection', (error) =>
  say({ unhandled: error instanceof Error ? error.stack : String(error) }),
);

if (seed === 'bases') await writeFile(from, JSON.stringify(await frameBases(root)));
else {
  const files = baseFiles(root);
  say({ files: files.length });
  for (let number = Number(from); number < Number(to); number += 1)
    say(await run(Number(seed), number, files));
}
