import { expect, test } from 'vitest';
import { t } from '@/i18n/t';
import { linkWords, signKind, signWords } from './linkWords';

test.each([
  [{ kind: 'leads' }, ['', ''], 'The other panes scroll with this one'],
  [{ kind: 'follows' }, ['', ''], 'Linked: shows the same place as the active pane'],
  [{ kind: 'follows', offsetMm: 12 }, ['', '+12 mm'], 'Linked by hand: +12 mm from the active pane'],
  [{ kind: 'follows', offsetMm: -3.54 }, ['', '−3.5 mm'], 'Linked by hand: −3.5 mm from the active pane'],
  [
    { kind: 'follows', offsetMm: 0, awayMm: 34.25 },
    ['34.3 mm away', '0 mm'],
    'Linked by hand: 0 mm from the active pane. Linked, but 34.3 mm away from the place of the active pane',
  ],
  [
    { kind: 'follows', offsetMm: 100_000, awayMm: 1e308 },
    ['far away', ''],
    'Linked by hand: far away from the active pane. Linked, but far away from the place of the active pane',
  ],
  [
    { kind: 'follows', awayMm: NaN },
    ['far away', ''],
    'Linked, but far away from the place of the active pane',
  ],
  [
    { kind: 'follows', awayMm: 10_000 },
    ['10000 mm away', ''],
    'Linked, but 10000 mm away from the place of the active pane',
  ],
  [{ kind: 'others' }, ['', ''], 'Linked: scrolls with other panes, not with the active one'],
  [{ kind: 'apart', why: 'not-parallel' }, ['', ''], 'Not linked. The planes are not parallel'],
] as const)('a sign says the millimetres with their sign, and what they are: %o', (link, shown, said) => {
  expect(linkWords(link, t)).toEqual({ shown, said });
});

const TOGETHER = { kind: 'together' } as const;
const OTHER = { kind: 'together', isOther: true } as const;
const APART = { kind: 'apart', why: 'not-parallel' } as const;
const shownOf = (status: Parameters<typeof signWords>[0]) =>
  signWords(status, t, {})?.shown.filter((word) => word !== '');

test.each([
  [
    { link: { kind: 'follows', offsetMm: 12, awayMm: 34.25 }, linkedLook: { zoom: TOGETHER, pan: OTHER } },
    ['34.3 mm away', 'place ≠', '+12 mm', 'scale'],
  ],
  [{ linkedLook: { window: OTHER, zoom: OTHER, pan: OTHER } }, ['window ≠', 'scale ≠', 'place ≠']],
  [
    { link: { kind: 'follows', offsetMm: 0 }, linkedLook: { zoom: TOGETHER, pan: TOGETHER } },
    ['scale · place', '0 mm'],
  ],
  [{ link: { kind: 'leads' }, linkedLook: { zoom: TOGETHER, pan: APART } }, ['scale']],
  [{}, undefined],
] as const)('what warns stands before what does not, what goes along stands whole: %o', (status, shown) => {
  expect(shownOf(status)).toEqual(shown);
});

test.each([
  [{ link: { kind: 'apart', why: 'not-parallel' }, linkedLook: { zoom: TOGETHER, pan: APART } }, 'partly'],
  [{ link: { kind: 'apart', why: 'not-parallel' }, linkedLook: { pan: APART } }, 'apart'],
  [{ link: { kind: 'apart', why: 'not-parallel' } }, 'apart'],
  [{ linkedLook: { zoom: TOGETHER, pan: APART } }, 'follows'],
  [{ linkedLook: { pan: APART } }, 'apart'],
  [{ link: { kind: 'follows' }, linkedLook: { pan: APART } }, 'follows'],
  [{}, undefined],
] as const)('a broken chain stands alone where nothing goes along: %o', (status, kind) => {
  expect(signKind(status)).toBe(kind);
});
