import { expect, test } from 'vitest';
import { toStudyRow } from './studyRow';

test.each([
  [['CT', 'KO', 'PR', 'PT', 'SR'], 'CT PT KO PR SR'],
  [['SR\\MR', 'MR'], 'MR SR'],
  [['SR'], 'SR'],
  [['RTSTRUCT', 'SEG', 'CT', ''], 'CT RTSTRUCT SEG'],
])('modalities of pictures come first: %j', (told, expected) => {
  const row = { '0020000D': { vr: 'UI', Value: ['1.2.3'] }, '00080061': { vr: 'CS', Value: told } };
  expect(toStudyRow(row)?.modalities.join(' ')).toBe(expected);
});
