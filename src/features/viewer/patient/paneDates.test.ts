import { expect, test } from 'vitest';
import { paneDates } from './paneDates';

const da = (date: string) => ({ vr: 'DA', Value: [date] });
const tm = (time: string) => ({ vr: 'TM', Value: [time] });
const STUDY = { '00080020': da('20260611'), '00080030': tm('1015') };

test('the study’s date stands there whatever the object is, and another day says whose it is', () => {
  // An image of the day has its own time.
  expect(paneDates(STUDY, { ...STUDY, '00080022': da('2026.06.11'), '00080032': tm('102000') })).toEqual({
    study: { day: '11 Jun 2026', clock: '10:20' },
  });
  // A report made later, a picture of the day before.
  expect(paneDates(STUDY, { ...STUDY, '00080021': da('20261129'), '00080031': tm('0340') })).toEqual({
    study: { day: '11 Jun 2026', clock: '10:15' },
    own: { kind: 'made', day: '29 Nov 2026', clock: '03:40' },
  });
  expect(paneDates(STUDY, { ...STUDY, '00080022': da('20260610'), '00080021': da('20260611') }).own).toEqual({
    kind: 'acquired',
    day: '10 Jun 2026',
    clock: '',
  });
  // Nothing described: the time of the study would give way to that of the object.
  expect(paneDates(STUDY, undefined)).toEqual({ study: { day: '11 Jun 2026', clock: '' } });
  // Nothing named.
  expect(paneDates({}, { '00080022': da('20260610') }).own?.day).toBe('10 Jun 2026');
  expect(paneDates(undefined, undefined)).toEqual({ study: { day: '', clock: '' } });
});
