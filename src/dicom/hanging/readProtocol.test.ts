import { expect, test } from 'vitest';
import { BUILT_IN } from './builtIn';
import { chooseProtocol, isSameKey, keyOf } from './choose';
import { studyFacts } from './facts';
import { readProtocol } from './readProtocol';
import type { HangingProtocol } from './template';

const study = (modalities: readonly string[], regions: readonly 'chest'[] = []) => ({
  modalities,
  regions: new Set(regions),
  procedures: new Set<never>(),
});

test.each(BUILT_IN.map((protocol) => [protocol.id, protocol] as const))('%s survives JSON', (_, protocol) => {
  expect(readProtocol(JSON.parse(JSON.stringify(protocol)))).toEqual(protocol);
});

const MINE = BUILT_IN.find(({ id }) => id === 'ctChest') as HangingProtocol;

test('no text of anybody gets in', () => {
  const told = JSON.parse(JSON.stringify(MINE)) as Record<string, unknown>;
  const [pane] = MINE.template.panes;
  const name = 'Doe^Jane';
  const read = readProtocol({
    ...told,
    patient: name,
    key: { ...MINE.key, procedures: [name], regions: ['chest', name] },
    template: {
      ...MINE.template,
      panes: [
        {
          ...pane,
          title: name,
          selector: {
            ...pane?.selector,
            facts: { plane: name, [name]: 'axial', kernel: 'soft' },
            region: name,
          },
        },
        null,
      ],
    },
  });
  expect(JSON.stringify(read)).not.toContain('Doe');
  expect(read?.template.panes[0]?.selector.facts).toEqual({ kernel: 'soft' });
});

test.each([
  ['nothing', null],
  ['a text', 'CT'],
  ['too large a grid', { ...MINE, template: { ...MINE.template, grid: { rows: 4, columns: 1 } } }],
  ['half a row', { ...MINE, template: { ...MINE.template, grid: { rows: 1.5, columns: 2 } } }],
  ['fewer panes than the grid', { ...MINE, template: { ...MINE.template, panes: [null] } }],
  ['a UID for an id', { ...MINE, id: '1.2.840.113619' }],
  ['a key without modalities', { ...MINE, key: { ...MINE.key, modalities: [] } }],
  ['a name for a modality', { ...MINE, key: { ...MINE.key, modalities: ['Doe^Jane'] } }],
  [
    'modalities without end',
    { ...MINE, key: { ...MINE.key, modalities: Array.from({ length: 17 }, () => 'CT') } },
  ],
  [
    'regions without end',
    { ...MINE, key: { ...MINE.key, regions: Array.from({ length: 17 }, () => 'chest') } },
  ],
])('%s is no protocol', (_, value) => {
  expect(readProtocol(value)).toBeUndefined();
});

test('a moment that no clock has is none', () => {
  expect(readProtocol({ ...MINE, madeAtMs: 1e300 })?.madeAtMs).toBe(0);
  expect(readProtocol({ ...MINE, madeAtMs: Number.MAX_SAFE_INTEGER })?.madeAtMs).toBe(0);
  expect(readProtocol({ ...MINE, madeAtMs: 1_796_050_000_000 })?.madeAtMs).toBe(1_796_050_000_000);
});

test('the most specific protocol wins, then the newest', () => {
  const any = { ...MINE, id: 'any', key: { ...MINE.key, regions: [] }, madeAtMs: 9 };
  const old = { ...MINE, id: 'old', madeAtMs: 1 };
  const young = { ...MINE, id: 'young', madeAtMs: 2 };
  expect(chooseProtocol(study(['CT'], ['chest']), [any, young, old])?.id).toBe('young');
  expect(chooseProtocol(study(['CT'], ['chest']), [old, any])?.id).toBe('old');
  expect(chooseProtocol(study(['CT']), [old, any, young])?.id).toBe('any');
  expect(chooseProtocol(study(['CT', 'PT'], ['chest']), [old, any, young])).toBeUndefined();
});

test('the key of a study is that of its likes, whatever order its series came in', () => {
  const one = studyFacts([
    { modality: 'PT', description: 'PET Abdomen' },
    { modality: 'CT', bodyPart: 'CHEST' },
  ]);
  const same = studyFacts([
    { modality: 'CT', bodyPart: 'CHEST' },
    { modality: 'SR' },
    { modality: 'PT', bodyPart: 'ABDOMEN' },
  ]);
  const other = studyFacts([
    { modality: 'CT', bodyPart: 'CHEST' },
    { modality: 'PT', description: 'staging Abdomen' },
  ]);
  expect(keyOf(one)).toEqual({ modalities: ['CT', 'PT'], regions: ['abdomen', 'chest'], procedures: [] });
  expect(isSameKey(keyOf(one), keyOf(same))).toBe(true);
  expect(isSameKey(keyOf(one), keyOf(other))).toBe(false);
});
