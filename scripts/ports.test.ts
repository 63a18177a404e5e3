import { expect, test } from 'vitest';
import { walkPorts } from '../e2e/harness/ports';

const take = (count: number, ports: Generator<number>) =>
  Array.from({ length: count }, () => ports.next().value as number);

test('no two processes of one run are given one port, and none is given again before all others', () => {
  const lanes = [0, 1, 2, 3].map((lane) => take(15, walkPorts(9860, 9919, lane)));
  expect(new Set(lanes.flat()).size).toBe(60);
  expect(lanes.flat().every((port) => port >= 9860 && port <= 9919)).toBe(true);
  const [own = []] = lanes;
  expect(take(30, walkPorts(9860, 9919, 0))).toEqual([...own, ...own]);
  // A range too small to be shared is used as it is.
  expect(take(3, walkPorts(9860, 9862, 3))).toEqual([9860, 9861, 9862]);
});
