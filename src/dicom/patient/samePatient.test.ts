import { expect, test } from 'vitest';
import type { JsonValue } from '@/dicom/dataset/dicomJson';
import { comparableDay } from './comparable';
import { otherDay, otherId, otherName } from './samePatient';

test.each<[JsonValue | undefined, JsonValue | undefined, boolean]>([
  [{ Alphabetic: 'DOE^JANE' }, { Alphabetic: 'DOE^JANE' }, false],
  [{ Alphabetic: 'DOE^JANE^^^' }, 'DOE^JANE', false],
  [{ Alphabetic: 'Doe^Jane ' }, 'DOE ^ JANE', false],
  [{ Alphabetic: 'DOE^JANE' }, undefined, false],
  [{ Alphabetic: 'Yamada^Tarou', Ideographic: '山田^太郎' }, 'Yamada^Tarou=山田^太郎=', false],
  [{ Ideographic: '山田^太郎' }, 'Yamada^Tarou', false],
  [{ Alphabetic: 'Yamada^Tarou' }, 'Yamada^Jiro=山田^太郎', true],
  [{ Alphabetic: 'DOE^JANE' }, 'DOE^JOHN', true],
  [{ Alphabetic: 'DOE^JANE' }, 'JANE^DOE', true],
  [{ Alphabetic: 'Müller^A' }, 'M?ller^A', false], // An archive whose answers lose letters
  [{ Alphabetic: 'Müller^A' }, 'Mueller^A', false],
  [{ Alphabetic: 'Müller^A' }, 'Muller^A', false],
  [{ Alphabetic: 'Müller^A' }, 'MÃ¼ller^A', false], // UTF-8 that was read as Latin-1
  [{ Alphabetic: 'Müller^Hans' }, 'Schäfer^Eva', true],
  [{ Alphabetic: 'Müller^Hans' }, 'Schmidt^Eva', true],
  [{ Alphabetic: 'Müller^Hans' }, 'Müller^Eva', true],
  [{ Alphabetic: '山田^太郎' }, '????^????', false],
  [{ Alphabetic: 'DOE JOHN' }, 'DOE^JOHN', false],
  [{ Alphabetic: 'DOE^JOHN^^DR' }, 'DOE^JOHN^Q', true],
  // One script on both sides: none of its letters was lost.
  ['Иванов^Иван', 'Петров^Пётр', true],
  ['Иванов^Иван', 'Иванов^Илья', true],
  ['Пётр^А', 'Петр^А', false],
  ['Παπαδόπουλος^Γιώργος', 'Γεωργίου^Μαρία', true],
  ['Παπαδόπουλος^Γιώργος', 'ΠΑΠΑΔΟΠΟΥΛΟΣ^ΓΙΩΡΓΟΣ', false],
  ['王^小东', '李^明', true],
  ['王^小东', '王^小东', false],
  ['山田^太郎', '山田^花子', true],
  ['Yamada^Tarou=山田^太郎', 'Yamada^Tarou=山田^太朗', true],
  ['ﾔﾏﾀﾞ^ﾀﾛｳ', 'ヤマダ^タロウ', false],
  ['やまだ^たろう', 'ヤマダ^タロウ', false],
  ['やまだ^たろう', 'やまだ^はなこ', true],
  ['かきもと^あい', 'がきもと^あい', true], // A voiced sound is another letter
  ['김^희중', '이^순신', true],
  ['김^희중', '김^희중'.normalize('NFD'), false],
  ['قباني^لنزار', 'درويش^محمود', true],
  ['قباني^نزار', 'قَبّاني^نزار', false],
  ['שרון^דבורה', 'כהן^יעקב', true],
  ['שרון^דבורה', 'שרון^דבורה', false],
  ['Müller^Anna', 'Möller^Anna', true],
  ['Müller^Jürgen', 'Mueller^Jürgen', false],
  ['Müller^Jürgen', 'Müller^Juergen', false],
  ['Strauß^Zoë', 'STRAUSS^ZOE', false],
  ['Müller^Anna', 'Miller^Anna', true], // No character set makes an i of it
  // One side has lost them.
  ['Иванов^Иван', 'Ivanov^Ivan', false],
  ['Иванов^Иван', '??????^????', false],
  ['Иванов^Иван', '\ufffd\ufffd\ufffd^\ufffd\ufffd', false],
  ['Иванов^Иван', 'Ð˜Ð²Ð°Ð½Ð¾Ð²^Ð˜Ð²Ð°Ð½', false], // UTF-8 as Latin-1
  ['Иванов^Иван', '¸ÒÐÝÞÒ^¸ÒÐÝ', false], // ISO 8859-5 as Latin-1
  ['Иванов^Иван', 'Петров^????', true],
  ['山田^太郎', 'å±±ç”°^å¤ªéƒŽ', false],
  ['김^희중', '±è^ÈñÁß', false],
  ['Müller^Hans', 'M_ller^Hans', false],
  ['Müller^Hans', 'Mller^Hans', false],
  ['Müller^Ülo', 'MÃ¼ller^Ãœlo', false],
  ['Hôte^Hélène', 'Hte^Hlne', false],
  ['O’Neil^Aoife', "O'NEIL^AOIFE", false],
])('%j and %j: another person is %s', (a, b, expected) => {
  expect(otherName(a, b)).toBe(expected);
});

test.each([
  ['19500304', '1950.03.04', false],
  ['19500304', ' 19500304\0', false],
  ['19800231', '19800231', false],
  ['1980.02.31', '19800231', false],
  ['00000000', '00000000', false],
  ['19800231', '19800302', false], // One side cannot be read: not comparable
  ['19800231', undefined, false],
  ['19500304', '19500403', true],
  ['19800231', '19800230', true],
])('born %j and %j: another patient is %s', (a, b, expected) => {
  expect(otherDay(a, b)).toBe(expected);
});

test('IDs are compared without their padding', () => {
  expect(otherId('A 1', ' A 1\0')).toBe(false);
  expect(otherId('A1', 'A2')).toBe(true);
  expect(otherId('A1', undefined)).toBe(false);
  expect(comparableDay('2019.06.20')).toBe('20190620');
});
