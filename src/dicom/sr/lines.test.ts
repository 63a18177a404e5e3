import { expect, test } from 'vitest';
import type { DicomElement, DicomJson } from '@/dicom/dataset/dicomJson';
import { readContent } from './content';
import { toLines, type ReportLine } from './lines';

const one = (vr: string, ...Value: DicomElement['Value'] & object): DicomElement => ({ vr, Value });
const named = (meaning: string): DicomJson => ({
  '0040A043': one('SQ', {
    '00080100': one('SH', '1'),
    '00080102': one('SH', '99TEST'),
    '00080104': one('LO', meaning),
  }),
});
const item = (type: string, name: string, more: DicomJson = {}, children: DicomJson[] = []): DicomJson => ({
  ...(type === '' ? {} : { '0040A040': one('CS', type) }),
  ...(name === '' ? {} : named(name)),
  ...more,
  ...(children.length > 0 ? { '0040A730': { vr: 'SQ', Value: children } } : {}),
});
const linesOf = (...children: DicomJson[]): readonly ReportLine[] =>
  toLines(readContent(item('CONTAINER', 'Report', {}, children))).slice(1);

const text = (name: string, value: string) => item('TEXT', name, { '0040A160': one('UT', value) });
const byReference = (...to: number[]) => item('', '', { '0040DB73': one('UL', ...to) });

test('what is spoken of by its place is said by its name and value; a loop ends there', () => {
  const [, finding, , conclusion, way] = linesOf(
    item('CONTAINER', 'Findings', {}, [text('Finding', 'a nodule')]),
    item('CONTAINER', 'Conclusions', {}, [
      item('TEXT', 'Conclusion', { '0040A160': one('UT', 'grows') }, [byReference(1, 1, 1)]),
    ]),
  );
  expect([finding?.value, conclusion?.value]).toEqual(['a nodule', 'grows']);
  expect(way?.value).toBe('→ Finding: a nodule (1.1.1)');
  const loop = linesOf(item('TEXT', 'Loop', { '0040A160': one('UT', 'self') }, [byReference(1, 1)]));
  expect(loop.map(({ value }) => value)).toEqual(['self', '→ Loop: self (1.1)']);
  expect(linesOf(byReference(1, 9, 9))[0]?.value).toBe('→ 1.9.9');
});

const referring = (type: string, more: DicomJson) =>
  item(type, 'It', {
    '00081199': one('SQ', {
      '00081150': one('UI', '1.2.840.10008.5.1.4.1.1.2'),
      '00081155': one('UI', '1.2.3'),
      ...more,
    }),
  });

test('all frames and channels that are named are told', () => {
  const [image, whole, wave] = linesOf(
    referring('IMAGE', { '00081160': one('IS', 1, 3, 7) }),
    referring('IMAGE', {}),
    referring('WAVEFORM', { '0040A0B0': one('US', 1, 2, 2, 0) }),
  );
  expect(image?.reference).toMatchObject({ frame: 1, frames: [1, 3, 7], isImage: true });
  expect(whole?.reference).not.toHaveProperty('frames');
  expect(wave?.reference).toMatchObject({ channels: ['1:2', '2'], isImage: false });
});

test('moments of a recording are told in their unit', () => {
  const moments = (tag: string, vr: string, ...values: (string | number)[]) =>
    item('TCOORD', 'Beat', { '0040A130': one('CS', 'POINT'), [tag]: one(vr, ...values) });
  const said = linesOf(
    moments('0040A138', 'DS', 1.25, 2.5),
    moments('0040A132', 'UL', 400),
    moments('0040A13A', 'DT', '20260130101500'),
  ).map(({ value }) => value);
  expect(said[0]).toBe('Point (1.25 s, 2.5 s)');
  expect(said[1]).toBe('Point (# 400)');
  expect(said[2]).toMatch(/^Point \(30 Jan 2026.*10:15\)$/);
});

test('a value that cannot be read, and a tree that is too deep, are said to be there', () => {
  const [table] = linesOf(item('TABLE', 'A table'));
  expect(table).toMatchObject({ name: 'A table', lack: 'unread' });
  let deep = text('Deepest', 'end');
  for (let level = 0; level < 150; level += 1) deep = item('CONTAINER', `Level ${level}`, {}, [deep]);
  const lines = linesOf(deep);
  expect(lines.length).toBeLessThan(110);
  expect(lines.at(-1)).toMatchObject({ lack: 'cut', value: '' });
  let bearable = text('Deepest', 'end');
  for (let level = 0; level < 30; level += 1) bearable = item('CONTAINER', `Level ${level}`, {}, [bearable]);
  expect(linesOf(bearable).at(-1)).toMatchObject({ value: 'end' });
});

test('what came as bytes, or not at all, does not make an empty report', () => {
  const root = (content: DicomElement) =>
    toLines(readContent(item('CONTAINER', 'Report', { '0040A730': content })));
  expect(root({ vr: 'SQ' })).toHaveLength(1);
  for (const content of [
    { vr: 'UN' },
    { vr: 'UN', InlineBinary: 'AAAA' },
    { vr: 'SQ', BulkDataURI: '/bulk/1' },
  ])
    expect(root(content).at(-1)).toMatchObject({ depth: 1, lack: 'lost' });
});

test('a number with the reason why it is doubtful has both', () => {
  const qualified = item('NUM', 'Length', {
    '0040A300': one('SQ', { '0040A30A': one('DS', '3') }),
    '0040A301': one('SQ', { '00080104': one('LO', 'Value out of range') }),
  });
  expect(linesOf(qualified)[0]?.value).toBe('3 (Value out of range)');
});

test('what names a patient is known by its code, and every other name but that of who observed', () => {
  const coded = (type: string, value: string, more: DicomJson): DicomJson => ({
    ...item(type, 'It', more),
    '0040A043': one('SQ', {
      '00080100': one('SH', value),
      '00080102': one('SH', 'DCM'),
      '00080104': one('LO', 'It'),
    }),
  });
  const name = { '0040A123': one('PN', { Alphabetic: 'Doe^Jane' }) };
  const lines = linesOf(
    coded('PNAME', '121029', name),
    coded('TEXT', '121030', { '0040A160': one('UT', '4711') }),
    coded('DATE', '121031', { '0040A121': one('DA', '19600101') }),
    coded('PNAME', '121008', name),
    item('PNAME', 'Referring', name),
    text('Finding', 'a nodule'),
    byReference(1, 1),
  );
  expect(lines.map(({ isIdentity }) => isIdentity ?? false)).toEqual([
    true,
    true,
    true,
    false,
    true,
    false,
    true,
  ]);
});
