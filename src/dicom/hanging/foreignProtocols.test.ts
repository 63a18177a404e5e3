import { expect, test } from 'vitest';
import type { DicomJson, JsonValue } from '@/dicom/dataset/dicomJson';
import { toPart10 } from '@/dicom/objects/part10';
import { element } from '@/dicom/objects/written';
import { CHEST_XRAY, NEUROSURGERY } from '@/dicom/testing/standardProtocols';
import { CT_WINDOWS } from '@/dicom/transforms/ctWindows';
import { assign } from './assign';
import { BUILT_IN } from './builtIn';
import { chooseProtocol } from './choose';
import { factsOf, studyFacts, type ListedSeries } from './facts';
import { LEFT_KINDS } from './leftOut';
import { arrangeBoxes } from './readBoxes';
import { importProtocol } from './protocolFile';
import { momentMs, readHanging, type ReadHanging } from './readHanging';
import { readProtocol } from './readProtocol';
import type { HangingProtocol, Role } from './template';
import { writeHanging } from './writeHanging';

const read = (dataset: DicomJson): ReadHanging => {
  const found = readHanging(dataset, 'imported');
  if (typeof found === 'string') throw new Error(found);
  expect(readProtocol(found.protocol)).toEqual(found.protocol);
  return found;
};
const leftOf = ({ left }: ReadHanging) => Object.fromEntries(left.map(({ what, count }) => [what, count]));
const fileOf = (dataset: DicomJson) =>
  toPart10({ dataset, sop: '1.2.3.4', sopClass: '1.2.840.10008.5.1.4.38.1' });

test('PS3.17 V.4, neurosurgery: its first group hangs, and what there is not here is named', () => {
  const found = read(NEUROSURGERY);
  expect(found).toMatchObject({ name: 'NeurosurgeryPlan', priors: 1 });
  const { id, key, madeAtMs, template } = found.protocol;
  expect({ id, key, madeAtMs }).toEqual({
    id: 'imported',
    key: { modalities: ['CT', 'MR'], regions: ['head'], procedures: [] },
    madeAtMs: Date.UTC(2002, 0, 1, 10, 42),
  });
  const window = { ...CT_WINDOWS.brain, curve: 'LINEAR' };
  const pane = (plane: string) => ({
    selector: { role: 'current', modality: 'CT', facts: { plane } },
    window,
  });
  // The small screen's quadrants, the one of the volume empty, and the large screen beside them.
  expect(template).toEqual({
    grid: { rows: 2, columns: 3 },
    panes: [pane('sagittal'), pane('axial'), pane('axial'), pane('coronal'), null, null],
  });
  expect(leftOf(found)).toEqual({
    groups: 3,
    screens: 1,
    layout: 1,
    tiles: 1,
    mpr: 2,
    volume: 1,
    procedures: 1,
    orientation: 4,
  });
});

test('each further group of PS3.17 V.4 reads by itself', () => {
  const groups = [2, 3, 4].map((group) => {
    const all = (NEUROSURGERY['00720200']?.Value ?? []) as readonly DicomJson[];
    const mine = all.filter((one) => one['00720204']?.Value?.[0] === group);
    return read({ ...NEUROSURGERY, '00720200': element('SQ', ...mine) });
  });
  const asked = groups.map(({ protocol }) =>
    protocol.template.panes.flatMap((pane) =>
      pane ? `${pane.selector.role} ${pane.selector.modality}` : [],
    ),
  );
  expect(asked[0]).toEqual(['current MR', 'current MR', 'current MR', 'current MR']);
  expect(new Set(asked[1])).toEqual(new Set(['current MR', 'current CT']));
  expect(new Set(asked[2])).toEqual(new Set(['current CT', 'prior1 CT']));
  // Two of the six scroll together, all of them do here or none.
  expect(groups.map((one) => leftOf(one)['links'])).toEqual([undefined, 1, 1]);
  expect(groups.map((one) => leftOf(one)['boxes'])).toEqual([undefined, 2, 2]);
});

test('PS3.17 V.3, chest: four panes in two rows hang a chest with its prior', () => {
  const found = read(CHEST_XRAY);
  expect(found).toMatchObject({ name: 'Chest X-ray', priors: 1 });
  expect(found.protocol.key).toEqual({ modalities: ['DX'], regions: ['chest'], procedures: [] });
  expect(found.protocol.template.grid).toEqual({ rows: 2, columns: 2 });
  expect(leftOf(found)).toEqual({ screens: 1, layout: 1, conditions: 4, orientation: 4 });

  const listed = (number: number, description: string): ListedSeries => ({
    modality: 'CR',
    number,
    description,
    instanceCount: 1,
  });
  const study = [listed(1, 'Chest PA'), listed(2, 'LAT')];
  expect(chooseProtocol(studyFacts(study), [...BUILT_IN, found.protocol])).toBe(found.protocol);
  const candidates = (['prior1', 'current'] as const).flatMap((role: Role) =>
    study.map((series) => ({
      ...{ key: `${role} ${series.number}`, number: series.number },
      facts: factsOf(series, role),
    })),
  );
  const selectors = found.protocol.template.panes.map((pane) => pane?.selector ?? null);
  const hung = assign(selectors, candidates, { isFinal: true });
  expect(hung.map((one) => (one?.state === 'hung' ? one.of.key : one?.state))).toEqual([
    'prior1 1',
    'prior1 2',
    'current 1',
    'current 2',
  ]);
});

test('both examples read alike from a file and from DICOM JSON', async () => {
  for (const dataset of [NEUROSURGERY, CHEST_XRAY]) {
    const { protocol, left } = read(dataset);
    const { id: _, ...same } = protocol;
    expect(await importProtocol(fileOf(dataset), 'imported')).toMatchObject({ protocol: same, left });
    const json = new TextEncoder().encode(JSON.stringify(dataset));
    expect(await importProtocol(json, 'imported')).toMatchObject({ protocol: same, left });
  }
});

const one = (selector: DicomJson, others: DicomJson = {}): DicomJson => {
  const protocol = BUILT_IN.find(({ id }) => id === 'ctChest') as HangingProtocol;
  const dataset = writeHanging(protocol, { level: 'SITE' }) as DicomJson;
  const [display] = (dataset['00720200']?.Value ?? []) as readonly DicomJson[];
  const { '00730010': _, ...foreign } = dataset;
  return {
    ...foreign,
    '00720200': element('SQ', { ...display, '00720400': element('SQ', selector), ...others }),
    '00720210': element('SQ'),
  };
};
const condition = (
  tag: string,
  vr: string,
  at: string,
  operator: string,
  ...values: JsonValue[]
): DicomJson => ({
  '00720026': element('AT', tag),
  '00720050': element('CS', vr),
  [at]: element(vr, ...values),
  '00720406': element('CS', operator),
});
const [CS, DS] = ['00720062', '00720072'];

test.each<[string, DicomJson, Record<string, string> | undefined]>([
  ['thin slices', condition('00180050', 'DS', DS, 'LESS_THAN', 1.25), { thickness: 'thin' }],
  ['slices of one thickness', condition('00180050', 'DS', DS, 'RANGE_INCL', 2, 3), { thickness: 'medium' }],
  ['slices of any thickness', condition('00180050', 'DS', DS, 'LESS_THAN', 5), undefined],
  ['a localizer', condition('00080008', 'CS', CS, 'MEMBER_OF', 'LOCALIZER'), { use: 'localizer' }],
  ['no localizer', condition('00080008', 'CS', CS, 'NOT_MEMBER_OF', 'LOCALIZER'), {}],
  ['no original', condition('00080008', 'CS', CS, 'NOT_MEMBER_OF', 'ORIGINAL'), undefined],
  ['two weightings', condition('00089209', 'CS', CS, 'MEMBER_OF', 'T1', 'T2'), undefined],
  ['an unknown attribute', condition('00189999', 'CS', CS, 'MEMBER_OF', 'T1'), undefined],
  [
    'contrast',
    { '00720026': element('AT', '00180010'), '00720404': element('CS', 'PRESENT') },
    { contrast: 'with' },
  ],
])('a condition on images is asked here, or named as left out: %s', (_, selector, facts) => {
  const found = read(one(selector));
  expect(found.protocol.template.panes[0]?.selector.facts).toEqual(facts ?? {});
  expect(leftOf(found)['conditions']).toBe(facts ? undefined : 1);
});

test.each<[string, DicomJson, string]>([
  ['a window that is none here', { '00720702': element('CS', 'POST_FOSSA') }, 'window'],
  ['cine', { '00720300': element('SQ', { '00720304': element('CS', 'CINE') }) }, 'cine'],
  ['blending', { '00720500': element('CS', 'COLOR') }, 'blending'],
  ['another order', { '00720600': element('SQ', { '00720602': element('CS', 'BY_ACQ_TIME') }) }, 'sorting'],
  ['inverted greys', { '00720706': element('CS', 'YES') }, 'looks'],
])('what a display has and a pane has not is named: %s', (_, others, what) => {
  const { '00730010': __, '00731020': ___, ...plain } = others;
  expect(leftOf(read(one({}, { '00730010': element('LO'), ...plain })))[what]).toBe(1);
});

test('the oldest prior, or one of an age, is named as another choice', () => {
  const times = (set: DicomJson): DicomJson => {
    const [images] = (CHEST_XRAY['00720020']?.Value ?? []) as readonly DicomJson[];
    const current = (images?.['00720030']?.Value ?? [])[0] as DicomJson;
    return {
      ...CHEST_XRAY,
      '00720020': element('SQ', {
        ...images,
        '00720030': element('SQ', current, { '00720032': element('US', 2), ...set }),
      }),
    };
  };
  const oldest = read(
    times({ '00720034': element('CS', 'ABSTRACT_PRIOR'), '0072003C': element('SS', -1, -1) }),
  );
  expect(oldest.protocol.template.panes.slice(0, 2)).toEqual([null, null]);
  expect(leftOf(oldest)['prior']).toBe(2);
  const aged = read(times({ '00720034': element('CS', 'RELATIVE_TIME'), '00720038': element('US', 6, 12) }));
  expect(aged.protocol.template.panes[0]?.selector.role).toBe('prior1');
  expect(leftOf(aged)['prior']).toBe(2);
});

const boxes = (...of: readonly (readonly [number, number, number, number])[]) =>
  of.map(([left, top, right, bottom], name) => ({ name, box: { left, top, right, bottom } }));
const names = (of: ReturnType<typeof boxes>) => {
  const { rows, columns, cells, isSame } = arrangeBoxes(of);
  return { rows, columns, isSame, cells: cells.map((cell) => cell?.name) };
};

test('boxes become panes where they stand', () => {
  expect(names(boxes([0.33, 1, 0.67, 0.5], [0, 0.5, 0.33, 0]))).toEqual({
    ...{ rows: 2, columns: 3, isSame: true },
    cells: [undefined, 0, undefined, 1, undefined, undefined],
  });
  expect(names(boxes([0, 1, 0.6, 0], [0.6, 1, 1, 0.5], [0.6, 0.5, 1, 0]))).toEqual({
    ...{ rows: 2, columns: 2, isSame: false },
    cells: [0, 1, undefined, 2],
  });
  const seven = Array.from({ length: 7 }, (_, at) => [at / 7, 1, (at + 1) / 7, 0] as const);
  expect(names(boxes(...seven))).toMatchObject({ rows: 3, columns: 3, isSame: false });
  // Two at one place do not hide each other.
  expect(names(boxes([0, 1, 1, 0], [0, 1, 1, 0]))).toMatchObject({ rows: 2, columns: 1, cells: [0, 1] });
});

test('what a foreign protocol is called is one short line that turns no text', () => {
  const name = `\u202Eevil${'x'.repeat(100)}`;
  const found = read({ ...CHEST_XRAY, '00720002': element('SH', name) });
  expect(found.name).not.toContain('\u202E');
  expect(found.name).toHaveLength(64);
});

test('a moment is read with its offset, and as far as it is told', () => {
  expect(momentMs('20261130151500.250000+0100')).toBe(Date.UTC(2026, 10, 30, 14, 15, 0, 250));
  expect(momentMs('2026')).toBe(Date.UTC(2026, 0, 1));
  for (const wrong of ['', 'yesterday', '20269999', '0001']) expect(momentMs(wrong)).toBe(0);
});

test('another object is refused by name, and so is one without a pane', async () => {
  expect(readHanging({ '00080016': element('UI', '1.2.840.10008.5.1.4.1.1.2') }, 'x')).toBe('notHanging');
  expect(readHanging({}, 'x')).toBe('notHanging');
  expect(readHanging({ ...CHEST_XRAY, '00720200': element('SQ') }, 'x')).toBe('noPanes');
  expect(readHanging({ ...CHEST_XRAY, '00720020': element('SQ') }, 'x')).toBe('noPanes');
  expect(await importProtocol(new Uint8Array(2_000_001), 'imported')).toBe('tooLarge');
  for (const bytes of ['', '{', '[]', '[1]', 'null', '"DICM"', 'hello'])
    expect(await importProtocol(new TextEncoder().encode(bytes), 'imported'), bytes).toMatch(
      /^(unreadable|notHanging)$/,
    );
});

test('no file makes it throw: cut short, changed, of other types, of endless sequences', async () => {
  const whole = fileOf(CHEST_XRAY);
  const outcome = async (bytes: Uint8Array) => {
    const found = await importProtocol(bytes, 'imported');
    if (typeof found === 'string') return found;
    expect(readProtocol(found.protocol)).toEqual(found.protocol);
    return 'read';
  };
  const outcomes = new Set<string>();
  for (let at = 0; at < 40; at += 1) {
    outcomes.add(await outcome(whole.subarray(0, Math.floor((whole.length * at) / 40))));
    const changed = whole.slice();
    for (let change = 0; change < 20; change += 1)
      changed[(at * 7919 + change * 104_729) % changed.length] = (at * 31 + change * 17) % 256;
    outcomes.add(await outcome(changed));
  }
  expect(outcomes).toContain('unreadable');

  const odd: readonly unknown[] = [
    1,
    'x',
    null,
    [],
    {},
    [null],
    [[]],
    [{ vr: 1 }],
    { Value: 'x' },
    { Value: [{ Value: 1 }] },
  ];
  const json = JSON.stringify(CHEST_XRAY);
  for (const tag of new Set(json.match(/"[\dA-F]{8}"/g)))
    for (const value of odd) {
      const spoilt: unknown = JSON.parse(json, (key, was: unknown) => (`"${key}"` === tag ? value : was));
      await outcome(new TextEncoder().encode(JSON.stringify(spoilt)));
    }

  const [display] = (CHEST_XRAY['00720200']?.Value ?? []) as readonly DicomJson[];
  const many = {
    ...CHEST_XRAY,
    '00720200': element('SQ', ...Array.from({ length: 3000 }, () => display ?? {})),
  };
  const bounded = read(many);
  expect(bounded.protocol.template.panes).toHaveLength(9);
  expect(leftOf(bounded)['boxes']).toBe(247);
  let deep: DicomJson = {};
  for (let depth = 0; depth < 5000; depth += 1) deep = { '00720200': { vr: 'SQ', Value: [deep] } };
  expect(await outcome(fileOfDepth(5000))).toMatch(/^(unreadable|notHanging|noPanes)$/);
  expect(readHanging({ ...CHEST_XRAY, ...deep }, 'x')).toBe('noPanes');
});

/** JSON of sequences in each other. */
function fileOfDepth(depth: number): Uint8Array {
  const [open, close] = ['{"00720200":{"vr":"SQ","Value":[', ']}}'];
  return new TextEncoder().encode(`${open.repeat(depth)}${close.repeat(depth)}`);
}

test('what is left out is told once for each kind, in one order', () => {
  const { left } = read(NEUROSURGERY);
  expect(left.map(({ what }) => what)).toEqual(
    LEFT_KINDS.filter((kind) => left.some(({ what }) => what === kind)),
  );
});
