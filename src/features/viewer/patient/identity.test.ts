import { expect, test } from 'vitest';
import type { DicomJson } from '@/dicom/dataset/dicomJson';
import { identityOf, patientKey, sayTheSamePatient } from './identity';

const value = (vr: string, text: string) => ({ vr, Value: [text] });
const ADA: DicomJson = {
  '00100010': { vr: 'PN', Value: [{ Alphabetic: 'Lovelace^Ada' }] },
  '00100020': value('LO', 'A-1'),
  '00100030': value('DA', '19101210'),
  '00100040': value('CS', 'F'),
  '00080020': value('DA', '20260101'),
  '00080018': value('UI', '1.2.3'),
};

test('two datasets are taken for the same patient only where they agree in all that is said of one', () => {
  const read = new Set<string>();
  const watched = new Proxy(ADA, {
    get: (target, tag) => (typeof tag === 'string' && read.add(tag), Reflect.get(target, tag)),
  });
  identityOf(watched);
  patientKey(watched);
  expect(read.size).toBeGreaterThan(5);
  for (const tag of read) {
    expect(sayTheSamePatient(ADA, { ...ADA, [tag]: value('LO', 'other') }), tag).toBe(false);
    const { [tag]: _, ...without } = { ...ADA, [tag]: value('LO', 'sent') };
    expect(sayTheSamePatient({ ...ADA, [tag]: value('LO', 'sent') }, without), tag).toBe(false);
  }
  expect(sayTheSamePatient(ADA, { ...structuredClone(ADA), '00080018': value('UI', '1.2.4') })).toBe(true);
  expect(sayTheSamePatient(undefined, ADA)).toBe(false);
});
