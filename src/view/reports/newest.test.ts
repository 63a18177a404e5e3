import { expect, test } from 'vitest';
import type { StudyDocument } from './documents';
import { newestVersions } from './newest';

const document = (sop: string, at: string, predecessors: readonly string[] = []) =>
  ({ instance: { sop }, at, predecessors }) as unknown as StudyDocument;

const told = (...all: readonly StudyDocument[]) =>
  Object.fromEntries([...newestVersions(all)].map(([sop, { instance }]) => [sop, instance.sop]));

test('each version knows the last that goes on from it; the last knows none', () => {
  const [one, two, three] = [document('1', 'a'), document('2', 'b', ['1']), document('3', 'c', ['2'])];
  expect(told(three, one, two)).toEqual({ 1: '3', 2: '3' });
});

test('of two that go on from one, the later', () => {
  expect(told(document('1', 'a'), document('3', 'c', ['1']), document('2', 'b', ['1']))).toEqual({ 1: '3' });
});

test('documents that name each other end', () => {
  const circle = told(document('1', 'a', ['2']), document('2', 'b', ['1']));
  expect(Object.entries(circle).every(([sop, newest]) => sop !== newest)).toBe(true);
});
