import { expect, test } from 'vitest';
import type { HangingKey, HangingProtocol } from '@/dicom/hanging/template';
import { hanging as de } from '@/i18n/de/hanging';
import type { Translate } from '@/i18n/t';
import { protocolFileName } from './hangingWords';

const t = ((key: keyof typeof de) => de[key]) as unknown as Translate;
const named = (key: Partial<HangingKey>) =>
  protocolFileName(t, {
    ...{ id: 'one', madeAtMs: 0, template: { grid: { rows: 1, columns: 1 }, panes: [null] } },
    key: { modalities: ['MR'], regions: [], procedures: [], ...key },
  } satisfies HangingProtocol);

test.each([
  [{ regions: ['head'] }, 'hanging-MR-Kopf.dcm'],
  [{ regions: ['hip', 'foot'] }, 'hanging-MR-Hufte-Fuss.dcm'],
  [{ modalities: ['CT', 'PT'], procedures: ['wholeBody'] }, 'hanging-CT-PT-Ganzkorper.dcm'],
] as const)(
  'the file of an arrangement is named for its studies, in letters that each system takes',
  (key, name) => {
    expect(named(key)).toBe(name);
  },
);
