import { expect, test } from 'vitest';
import { ACTION_IDS, actionSpec } from '@/features/viewer/commands/actions';
import { TOOL_IDS, toolSpec } from '@/imaging/pointer/tools';
import { withBreaks } from '@/i18n/softHyphens';

type Texts = Readonly<Record<string, string>>;
const files = import.meta.glob<Readonly<Record<string, Texts>>>('/src/i18n/{en,de}/*.ts', { eager: true });
const textsOf = (folder: string): Texts =>
  Object.fromEntries(
    Object.entries(files)
      .filter(([path]) => path.startsWith(`/src/i18n/${folder}/`))
      .flatMap(([, parts]) => Object.values(parts).flatMap((texts) => Object.entries(texts))),
  );
const KEYS = [...ACTION_IDS.map((id) => actionSpec(id).label), ...TOOL_IDS.map((id) => toolSpec(id).label)];
/** As many letters as stand in a line of the narrowest tile: 80 px of small letters. */
const LONGEST = 13;

test('a word is broken where its list says, whatever stands around it', () => {
  expect(withBreaks('Beste Voruntersuchung daneben', 'x Vor-untersuchung')).toBe(
    'Beste Vor\u00ADuntersuchung daneben',
  );
  expect(withBreaks('Zoom', '')).toBe('Zoom');
});

test.each(['en', 'de'])('%s: every word of a tile has a line, or a place where it is broken', (folder) => {
  const texts = textsOf(folder);
  const names = KEYS.map((key) => texts[key] ?? '');
  expect(names).not.toContain('');
  const words = names.flatMap((name) => withBreaks(name, texts['tile.breaks'] ?? '').split(/[\s\u00AD-]+/));
  expect(words.filter((word) => word.length > LONGEST)).toEqual([]);
});
