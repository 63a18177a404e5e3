import { expect, test } from 'vitest';
import { widestLabelPx, wrapLines } from './wrapLines';

/** Every character is 10 px wide. */
const ruler = { widthOf: (text: string) => [...text].length * 10 };
const wrap = (lines: readonly string[], name = '', widestPx = 200) => wrapLines(lines, name, widestPx, ruler);

test.each([
  ['what fits', ['Mass', '57.4 mm'], 'Mass', ['Mass', '57.4 mm']],
  [
    'a name of two lines',
    ['Liver edge, segment eight', '57.4 mm'],
    'Liver edge, segment eight',
    ['Liver edge, segment', 'eight', '57.4 mm'],
  ],
  [
    'a name of more',
    ['Liver edge, segment VIII, compare with prior study'],
    'Liver edge, segment VIII, compare with prior study',
    ['Liver edge, segment', 'VIII, compare with…'],
  ],
  [
    'a word that is too long',
    ['Pneumonoultramicroscopic'],
    'Pneumonoultramicroscopic',
    ['Pneumonoultramicrosc', 'opic'],
  ],
  ['a sentence', ['The contour crosses itself: no area'], '', ['The contour crosses', 'itself: no area']],
  ['numbers', ['−1,058.4 ± 1,239.4 HU in all'], '', ['−1,058.4 ± 1,239.4 HU in all']],
  ['Arabic digits', ['٦٠٫١ مم × ٣٠٫١ مم أو أكثر قليلا'], '', ['٦٠٫١ مم × ٣٠٫١ مم أو أكثر قليلا']],
])('%s', (_, lines, name, wrapped) => {
  expect(wrap(lines, name)).toEqual(wrapped);
});

test('a name that is a number in words is a name all the same', () => {
  expect(wrap(['Lesion 3 of the seventh segment'], 'Lesion 3 of the seventh segment')).toEqual([
    'Lesion 3 of the',
    'seventh segment',
  ]);
});

test('letters of several code points stay whole', () => {
  const family = '👩‍⚕️'.repeat(30);
  for (const line of wrap([family], family)) expect(line.replace('…', '').length % '👩‍⚕️'.length).toBe(0);
});

test.each([
  [390, 176],
  [200, 120],
  [1440, 260],
])('in a pane of %i px a label is at most %i px wide', (pane, widest) => {
  expect(widestLabelPx(pane)).toBe(widest);
});
