import { expect, test } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { derive } from './derived';

function made(isSame?: (a: { sum: number }, b: { sum: number }) => boolean) {
  const [a, b] = [createStore(() => ({ n: 1 })), createStore(() => ({ n: 10 }))];
  let asked = 0;
  const sum = derive(
    [a, b],
    () => {
      asked++;
      return { sum: Math.floor((a.getState().n + b.getState().n) / 10) };
    },
    isSame,
  );
  return { a, b, sum, asked: () => asked };
}
const isSameSum = (one: { sum: number }, other: { sum: number }) => one.sum === other.sum;

test('is worked out once for each change of its sources, whoever asks', () => {
  const { a, sum, asked } = made();
  for (let i = 0; i < 5; i++) expect(sum.getState().sum).toBe(1);
  expect(asked()).toBe(1);
  a.setState({ n: 10 });
  for (let i = 0; i < 5; i++) expect(sum.getState().sum).toBe(2);
  expect(asked()).toBe(2);
});

test('tells those who follow of differences only, once each, and is the same object meanwhile', () => {
  const { a, b, sum, asked } = made(isSameSum);
  const first = sum.getState();
  const told: number[][] = [];
  const ends = [0, 1, 2].map(() => sum.subscribe((now, before) => told.push([before.sum, now.sum])));
  for (let n = 2; n < 10; n++) a.setState({ n });
  expect(sum.getState()).toBe(first);
  expect(told).toEqual([]);
  expect(asked()).toBe(9);
  b.setState({ n: 11 });
  expect(told).toEqual([
    [1, 2],
    [1, 2],
    [1, 2],
  ]);
  expect(sum.getState()).not.toBe(first);
  for (const end of ends) end();
  b.setState({ n: 100 });
  expect(told.length).toBe(3);
  // Nobody follows: it is as it should be all the same.
  expect(sum.getState().sum).toBe(10);
});

test('is told anew to one who follows after nobody did, from how it stood then', () => {
  const { a, sum } = made(isSameSum);
  sum.subscribe(() => undefined)();
  a.setState({ n: 50 });
  const told: number[] = [];
  sum.subscribe(({ sum }) => told.push(sum));
  a.setState({ n: 51 });
  expect(told).toEqual([]);
  a.setState({ n: 90 });
  expect(told).toEqual([10]);
});

test('what a source is changed to while it tells is told too', () => {
  const { a, sum } = made(isSameSum);
  const told: number[] = [];
  sum.subscribe(({ sum }) => {
    told.push(sum);
    if (sum === 2) a.setState({ n: 30 });
  });
  a.setState({ n: 10 });
  expect(sum.getState().sum).toBe(4);
  expect(told).toEqual([2, 4]);
});
