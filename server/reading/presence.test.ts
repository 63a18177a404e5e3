import { beforeEach, expect, test } from 'vitest';
import { Presence } from './presence';

const A = { id: 'a', name: 'Dr A', reads: true };
const B = { id: 'b', name: 'B', reads: false };
const ONE = { archive: 'main', study: '1' };
const TWO = { archive: 'main', study: '2' };
let told: string[] = [];
let presence: Presence;
beforeEach(() => {
  told = [];
  presence = new Presence(({ study }) => void told.push(study), { awayMs: 10_000, linesEach: 2 });
});
const at = (place: typeof ONE) => presence.of(place).map(({ id }) => id);

test('who goes from study to study is in one at a time, and two lines of a person are one reader', () => {
  const [first, second] = [{}, {}];
  presence.show(first, A, ONE);
  presence.show(second, A, ONE);
  presence.show({}, B, ONE);
  expect(at(ONE)).toEqual(['a', 'b']);
  presence.show(first, A, TWO);
  expect([at(ONE), at(TWO)]).toEqual([['a', 'b'], ['a']]);
  presence.show(second, A, undefined);
  expect(at(ONE)).toEqual(['b']);
  expect(told).toEqual(['1', '1', '2', '1']);
});

test('a line that breaks off is waited for, a page that is loaded again was never away', () => {
  const [before, after] = [{}, {}];
  presence.show(before, A, ONE);
  presence.end(before, 1_000);
  presence.tick(10_999);
  presence.show(after, A, ONE);
  presence.tick(60_000);
  expect(at(ONE)).toEqual(['a']);
  expect(told).toEqual(['1']);
  presence.end(after, 60_000);
  presence.tick(69_999);
  expect(at(ONE)).toEqual(['a']);
  presence.tick(70_000);
  expect(at(ONE)).toEqual([]);
  expect(told).toEqual(['1', '1']);
});

test('who says good-bye is gone at once, and the same study elsewhere is another', () => {
  const line = {};
  presence.show(line, A, ONE);
  expect(at({ ...ONE, archive: 'second' })).toEqual([]);
  presence.end(line);
  expect(at(ONE)).toEqual([]);
});

test('who breaks off again and again leaves no long trail', () => {
  for (let study = 0; study < 20; study += 1) {
    const line = {};
    presence.show(line, A, { archive: 'main', study: String(study) });
    presence.end(line, 1_000);
  }
  const left = Array.from({ length: 20 }, (_, study) => at({ archive: 'main', study: String(study) }));
  expect(left.flat()).toHaveLength(2);
});
