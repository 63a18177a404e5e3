import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { items, text, texts, type DicomJson } from '@/dicom/dataset/dicomJson';
import { BUILT_IN } from './builtIn';
import { exportProtocol, importProtocol } from './protocolFile';
import { readHanging, type ReadHanging } from './readHanging';
import { readProtocol } from './readProtocol';
import { REGION_CODES } from './regionCodes';
import {
  FACT_NAMES,
  FACT_VALUES,
  PROCEDURES,
  ROLES,
  type HangingProtocol,
  type PaneTemplate,
} from './template';
import { writeHanging } from './writeHanging';

const WORDS = { level: 'SINGLE_USER' } as const;

/** The same numbers each time (mulberry32). */
function chance(seed: number) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const REGIONS = Object.keys(REGION_CODES) as readonly (keyof typeof REGION_CODES)[];
const MODALITIES = ['CT', 'DX', 'MG', 'MR', 'NM', 'PT', 'US', 'XA'];

/** A protocol of every kind that there can be. */
function made(seed: number): HangingProtocol {
  const next = chance(seed);
  const among = <Of>(of: readonly Of[]): Of => of[Math.floor(next() * of.length)] as Of;
  const someOf = <Of>(of: readonly Of[], often: number) => of.filter(() => next() < often);
  const pane = (): PaneTemplate => ({
    selector: {
      role: among(ROLES),
      modality: among(MODALITIES),
      facts: Object.fromEntries(
        someOf(FACT_NAMES, 0.5).map((name) => [name, among<string>(FACT_VALUES[name])]),
      ),
      ...(next() < 0.3 ? { region: among(REGIONS) } : {}),
    },
    ...(next() < 0.3
      ? {
          window: {
            centre: Math.round(2000 * next()) - 1000.1,
            width: 1 + 2000 * next(),
            curve: among(['LINEAR', 'LINEAR_EXACT', 'SIGMOID'] as const),
          },
        }
      : {}),
    ...(next() < 0.3 ? { zoom: 0.5 + 3 * next() } : {}),
  });
  const [rows, columns] = [among([1, 2, 3]), among([1, 2, 3])];
  const panes = Array.from({ length: rows * columns }, () => (next() < 0.8 ? pane() : null));
  const links = {
    ...(next() < 0.5 ? { scroll: true } : {}),
    ...(next() < 0.5 ? { lines: true } : {}),
  };
  return {
    id: `made-${seed}`,
    key: {
      modalities: [among(MODALITIES), ...someOf(MODALITIES, 0.2)]
        .filter((one, at, all) => all.indexOf(one) === at)
        .toSorted(),
      regions: someOf(REGIONS, 0.15),
      procedures: someOf(PROCEDURES, 0.1),
    },
    template: {
      grid: { rows, columns },
      panes: panes.every((one) => one === null) ? [pane(), ...panes.slice(1)] : panes,
      ...(Object.keys(links).length > 0 ? { links } : {}),
    },
    madeAtMs: Math.floor(2e12 * next()),
  };
}

/** Every value of every fact, each alone, for a modality that says it by an attribute and for one that does not. */
const EACH_FACT = FACT_NAMES.flatMap((name) =>
  FACT_VALUES[name].flatMap((value) =>
    ['CT', 'DX'].map((modality): HangingProtocol => {
      const selector = { role: 'current', modality, facts: { [name]: value } } as const;
      return {
        id: `${name}-${value}`,
        key: { modalities: [modality], regions: [], procedures: [] },
        template: { grid: { rows: 1, columns: 1 }, panes: [{ selector }] },
        madeAtMs: 1,
      };
    }),
  ),
);
const MADE = Array.from({ length: 120 }, (_, seed) => made(seed));

const datasetOf = (protocol: HangingProtocol): DicomJson => writeHanging(protocol, WORDS) as DicomJson;
const read = (dataset: DicomJson): ReadHanging => {
  const found = readHanging(dataset, 'made-up');
  if (typeof found === 'string') throw new Error(found);
  return found;
};
const bytesOf = async (protocol: HangingProtocol) =>
  (await exportProtocol(protocol, WORDS)) as Uint8Array<ArrayBuffer>;

test('made protocols are protocols', () => {
  for (const protocol of MADE) expect(readProtocol(protocol)).toEqual(protocol);
});

test.each([
  ['built in', BUILT_IN],
  ['with each fact', EACH_FACT],
  ['made', MADE],
])('what is written reads back the same, and nothing is left out: %s', (_, protocols) => {
  for (const protocol of protocols) {
    const { protocol: again, left } = read(datasetOf(protocol));
    expect(again).toEqual(protocol);
    expect(left).toEqual([]);
  }
});

test('a file of it reads back the same, and so does its DICOM JSON', async () => {
  for (const protocol of [...BUILT_IN, ...MADE.slice(0, 12)]) {
    expect(await importProtocol(await bytesOf(protocol), 'imported')).toMatchObject({ protocol, left: [] });
    const json = new TextEncoder().encode(JSON.stringify([datasetOf(protocol)]));
    expect(await importProtocol(json, 'imported')).toMatchObject({ protocol, left: [] });
  }
});

test('a protocol without a picture is not written: the standard has no display without images', async () => {
  const [protocol] = BUILT_IN as [HangingProtocol];
  const empty = { ...protocol, template: { grid: { rows: 1, columns: 1 }, panes: [null] } };
  expect(await exportProtocol(empty, WORDS)).toBeUndefined();
});

test('other systems read a chest CT by the attributes of the standard', () => {
  const dataset = datasetOf(BUILT_IN.find(({ id }) => id === 'ctChest') as HangingProtocol);
  expect(text(dataset, '00720002')).toBe('CT Chest');
  const [defined] = items(dataset, '0072000C');
  expect(text(defined, '00080060')).toBe('CT');
  expect(text(items(defined, '00082218')[0], '00080100')).toBe('51185008');
  const [soft, lung] = items(dataset, '00720200') as [DicomJson, DicomJson];
  expect([soft, lung].map((one) => text(one, '00720702'))).toEqual(['SOFT_TISSUE', 'LUNG']);
  const corners = [soft, lung].map((one) => items(one, '00720300')[0]?.['00720108']?.Value);
  expect(corners).toEqual([
    [0, 1, 0.5, 0],
    [0.5, 1, 1, 0],
  ]);
  const filters = items(lung, '00720400');
  expect(filters.map((one) => text(one, '00720402') ?? text(one, '00720026'))).toEqual([
    'IMAGE_PLANE',
    '00080008',
    // No attribute tells sharp from soft, nor many images from few: other systems have no such attribute, and show what there is.
    '00731005',
    '0073100A',
  ]);
  for (const one of filters.slice(2))
    expect([text(one, '00720024'), text(one, '00720056')]).toEqual(['MATCH', 'ISOCENTER HANGING']);
  expect(texts(items(dataset, '00720210')[0], '00720212')).toEqual(['1', '2']);
});

test('computed radiography is digital radiography, and other systems are told of both', () => {
  const dataset = datasetOf(BUILT_IN.find(({ id }) => id === 'radiographs') as HangingProtocol);
  expect(items(dataset, '0072000C').map((one) => text(one, '00080060'))).toEqual(['CR', 'DX']);
  const [set] = items(dataset, '00720020');
  expect(texts(items(set, '00720022')[0], '00720062')).toEqual(['CR', 'DX']);
});

test('the words of a protocol are one line, and no more than DICOM holds', () => {
  const [protocol] = BUILT_IN as [HangingProtocol];
  const description = `one\\two\nthree ${'x'.repeat(80)}`;
  const dataset = writeHanging(protocol, { level: 'SITE', description }) as DicomJson;
  expect(text(dataset, '00720004')).toBe(`one two three ${'x'.repeat(50)}`);
  expect(text(dataset, '00720006')).toBe('SITE');
  expect(text(dataset, '00720008')).toBe('Isocenter');
});

/**
 * What dciodvfy (2022-06-18) calls errors and table C.23.1-1 and C.23.3-1 of PS3.3 say in so many words: modality and region "may be
 * present otherwise", and an operator is required of a selector attribute unless its presence is asked for, which it takes the other
 * way round. PS3.17 V.4 has them so.
 */
const PERMITTED = [
  /HangingProtocolDefinitionSequence\S*\/(Modality|AnatomicRegionSequence)\(\S*> - Attribute present when condition unsatisfied/,
  /FilterOperationsSequence\S*\/FilterByOperator\(\S*> - (Attribute present when condition unsatisfied|Missing attribute for Type 1C)/,
];

const DCIODVFY = '/usr/bin/dciodvfy';
if (!existsSync(DCIODVFY)) process.stdout.write(`skipped: no ${DCIODVFY}\n`);
test.runIf(existsSync(DCIODVFY))('dciodvfy finds no error in what is written', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'hanging-'));
  for (const protocol of [...BUILT_IN.slice(0, 5), ...MADE.slice(0, 8)]) {
    const path = join(folder, 'protocol.dcm');
    writeFileSync(path, await bytesOf(protocol));
    const { stdout, stderr } = spawnSync(DCIODVFY, ['-new', path], { encoding: 'latin1' });
    expect(`${stdout}${stderr}`).toContain('HangingProtocol');
    const errors = `${stdout}\n${stderr}`.split('\n').filter((line) => line.startsWith('Error'));
    expect(errors.filter((line) => !PERMITTED.some((one) => one.test(line)))).toEqual([]);
  }
});
