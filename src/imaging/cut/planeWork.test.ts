import { describe, expect, test } from 'vitest';
import { planeDirections } from '@/dicom/volume/planeDirections';
import { reslicePlane } from '@/imaging/volume/reslice';
import type { CutPlane } from '@/imaging/volume/planeSource';
import { cube, framesOf, noiseAt } from '@/imaging/volume/testing/phantoms';
import { PlaneWork } from './planeWork';

const frames = framesOf(cube(48, 48, 12), noiseAt);
const planeAt = (z: number): CutPlane => ({
  ...planeDirections('axial'),
  ...{ centreLps: [23.5, 23.5, z] as const, mmPerPixel: 1, widthPx: 48, heightPx: 48 },
});

/** A clock that each look at it moves on by `eachMs`, and turns that come when they are asked for. */
function page(eachMs: number) {
  let nowMs = 0;
  let waiting: { run: () => void; afterMs: number } | undefined;
  const turns = {
    now: () => (nowMs += eachMs),
    later: (run: () => void, afterMs: number) => {
      const mine = { run, afterMs };
      waiting = mine;
      return () => {
        if (waiting === mine) waiting = undefined;
      };
    },
  };
  let whole = 0;
  const work = new PlaneWork(turns, () => whole++);
  return {
    work,
    pass: (ms: number) => (nowMs += ms),
    /** Runs the turn that waits; after how long it wanted to run, undefined: none waits. */
    turn: () => {
      const next = waiting;
      waiting = undefined;
      next?.run();
      return next?.afterMs;
    },
    told: () => whole,
  };
}

describe('a plane is worked out without holding a hand up', () => {
  test('what is quick is there at once, and asked for again it is the same picture', () => {
    const { work, turn } = page(0.1);
    const shown = work.ask(frames, planeAt(5));
    expect(shown.isCoarse).toBe(false);
    expect(shown.plane.picture.values).toEqual(reslicePlane(frames, planeAt(5)).picture.values);
    expect(work.ask(frames, planeAt(5))).toBe(shown);
    expect(turn()).toBeUndefined();
  });

  test('what is slow stands coarse until its bands are done', () => {
    const { work, turn, told } = page(3);
    const coarse = work.ask(frames, planeAt(5));
    expect([coarse.isCoarse, coarse.plane.picture.columns]).toEqual([true, 24]);
    let turns = 0;
    while (told() === 0 && turns < 100) {
      expect(work.ask(frames, planeAt(5))).toBe(coarse);
      expect(turn()).toBe(0);
      turns++;
    }
    expect(turns).toBeGreaterThan(2);
    const whole = work.ask(frames, planeAt(5));
    expect(whole.isCoarse).toBe(false);
    expect(whole.plane.picture.values).toEqual(reslicePlane(frames, planeAt(5)).picture.values);
    expect(turn()).toBeUndefined();
  });

  test('of a slow plane that moves no whole one is begun before it rests, and never an old one is shown', () => {
    const { work, turn, pass, told } = page(3);
    work.ask(frames, planeAt(5));
    while (told() === 0) turn();
    pass(1000);
    work.ask(frames, planeAt(6));
    pass(20);
    const moving = work.ask(frames, planeAt(7));
    expect(moving.isCoarse).toBe(true);
    expect(turn()).toBeGreaterThan(100);
    while (told() === 1) turn();
    const rested = work.ask(frames, planeAt(7));
    expect(rested.plane.picture.values).toEqual(reslicePlane(frames, planeAt(7)).picture.values);
    expect(told()).toBe(2);
  });

  test('what is wanted now is finished now', () => {
    const { work, turn, told } = page(3);
    expect(work.ask(frames, planeAt(5)).isCoarse).toBe(true);
    work.finish();
    expect(told()).toBe(1);
    expect(work.ask(frames, planeAt(5)).isCoarse).toBe(false);
    expect(turn()).toBeUndefined();
    work.finish();
    expect(told()).toBe(1);
  });

  test('frames that came since make another picture', () => {
    const { work } = page(0.1);
    const some = { ...frames, values: frames.values.map((each, slice) => (slice === 5 ? undefined : each)) };
    expect(work.ask(some, planeAt(5)).plane.isWaiting).toBe(true);
    expect(work.ask(frames, planeAt(5)).plane.isWaiting).toBe(false);
  });
});
