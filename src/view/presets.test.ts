import { expect, test } from 'vitest';
import { hasPresetKey, isSameWindow, PRESET_KEYS, presetName, presetsFor } from './presets';

test('CT in HU has seven presets, as stored last; keys are 1 to 7', () => {
  const presets = presetsFor('CT', 'HU');
  expect(presets.every((_, place) => hasPresetKey(place))).toBe(true);
  expect(PRESET_KEYS).toEqual(['1', '2', '3', '4', '5', '6', '7']);
  expect(presets.at(-1)?.window).toBe('stored');
  expect(presets.at(1)?.window).toEqual({ center: -600, width: 1500, curve: 'LINEAR' });
});

test.each([
  ['MR', ''],
  ['DX', ''],
  ['CT', 'US'],
  ['CT', ''],
  [undefined, ''],
])('%s in "%s" has no fixed window', (modality, unit) => {
  expect(presetsFor(modality, unit).map(({ window }) => window)).toEqual(['stored', 'auto']);
});

test('where nothing is stored, what is shown is named for what it is', () => {
  const nameOf = (own?: Parameters<typeof presetsFor>[2]) =>
    presetsFor('MR', '', own).find(({ id }) => id === 'stored')?.label;
  const windows = [{ center: 40, width: 400, curve: 'LINEAR' as const }];
  expect(nameOf({ windows: [], luts: [] })).toBe('preset.full');
  expect(nameOf({ windows, luts: [] })).toBe('preset.stored');
  expect(nameOf({ windows: [], luts: [''] })).toBe('preset.stored');
  expect(nameOf({ windows: [], luts: [], isPresented: true })).toBe('preset.stored');
  expect(presetsFor('CT', 'HU').at(-1)).toMatchObject({ label: 'preset.full', hint: 'preset.full.hint' });
});

test('PET whose uptake values can be told has windows of them, in the modality’s own values; other images have none', () => {
  const suv = presetsFor('PT', 'BQML', undefined, 1 / 2000).slice(2);
  expect(suv.map(({ id, window }) => [id, window])).toEqual([
    ['suv-5', { center: 5000, width: 10_000, curve: 'LINEAR_EXACT' }],
    ['suv-10', { center: 10_000, width: 20_000, curve: 'LINEAR_EXACT' }],
  ]);
  // A link carries six digits: whoever opens one has the very window of who sent it.
  const [odd] = presetsFor('PT', 'BQML', undefined, 1 / 2374.676054833257).slice(2);
  expect(odd?.window).toEqual({ center: 5936.69, width: 11_873.4, curve: 'LINEAR_EXACT' });
  expect(presetsFor('PT', 'CNTS')).toHaveLength(2);
  expect(presetsFor('NM', 'BQML', undefined, 1 / 2000)).toHaveLength(2);
});

test('windows that differ only by rounding are the same', () => {
  const lung = { center: -600, width: 1500, curve: 'LINEAR' } as const;
  expect(isSameWindow(lung, { ...lung, width: 1500.2 })).toBe(true);
  expect(isSameWindow(lung, { ...lung, width: 1502 })).toBe(false);
  expect(isSameWindow(lung, { ...lung, curve: 'SIGMOID' })).toBe(false);
  expect(isSameWindow(lung, undefined)).toBe(false);
});

test('what an image brings along is offered after the usual ones, under the names of its makers and without taking keys', () => {
  const window = { center: 450, width: 1850, curve: 'LINEAR' } as const;
  const windows = [
    { ...window, center: -510 },
    { ...window, explanation: 'WINDOW2' },
  ];
  const presets = presetsFor('CT', 'HU', { windows, luts: ['HARDER', ''] });
  expect(presets.slice(7).map(({ name, window }) => [name, window])).toEqual([
    ['WINDOW2', window],
    ['HARDER', 0],
    [undefined, 1],
  ]);
  expect(hasPresetKey(7)).toBe(false);
  expect(presetsFor('DX', '', { windows: [], luts: ['NORMAL'] }).map(({ id }) => id)).toEqual([
    'stored',
    'auto',
  ]);
});

test('windows of one name, or of none, are told apart', () => {
  const window = (center: number, width: number, explanation?: string) => ({
    center,
    width,
    curve: 'LINEAR' as const,
    ...(explanation === undefined ? {} : { explanation }),
  });
  const windows = [window(40, 400, 'SOFT'), window(50, 350, 'Soft'), window(600, 1500, 'BONE'), window(1, 2)];
  const names = (own: Parameters<typeof presetsFor>[2]) =>
    presetsFor('MR', '', own)
      .map(({ name }) => name)
      .filter((name) => name !== undefined);
  expect(names({ windows, luts: [] })).toEqual(['Soft 350/50', 'BONE', '2/1']);
  const same = [window(40, 400, 'SOFT'), window(40, 400, 'SOFT'), window(40, 400, 'SOFT')];
  expect(names({ windows: same, luts: [] })).toEqual(['SOFT 400/40 (2)', 'SOFT 400/40 (3)']);
});

test('a window and a table of one name are told apart', () => {
  const windows = ['NORMAL', 'HARDER'].map((explanation, at) => ({
    center: at,
    width: 100,
    curve: 'LINEAR' as const,
    explanation,
  }));
  const said = presetsFor('MG', '', { windows, luts: ['NORMAL', 'Harder', 'Soft'] })
    .slice(2)
    .map((preset) => presetName(preset, (label, values) => `${label} ${values?.name}`));
  expect(said).toEqual(['HARDER', 'preset.lut.named NORMAL', 'preset.lut.named Harder', 'Soft']);
});
