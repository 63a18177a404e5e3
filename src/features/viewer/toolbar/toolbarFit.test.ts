import { expect, test } from 'vitest';
import { TOOL_IDS } from '@/imaging/pointer/tools';
import { ACTION_IDS } from '@/features/viewer/commands/actions';
import { fitting, type BarId } from './toolbarFit';

const ALL: ReadonlySet<BarId> = new Set([...TOOL_IDS, ...ACTION_IDS]);

test('the less room, the fewer; nothing comes in that was out with more', () => {
  let wider = fitting(2_000, ALL, true);
  expect(wider.size).toBe(30);
  for (let room = 1_999; room > 0; room--) {
    const now = fitting(room, ALL, true);
    expect([...now].every((id) => wider.has(id))).toBe(true);
    expect(now.size * 34).toBeLessThanOrEqual(Math.max(0, room));
    wider = now;
  }
  expect(wider.size).toBe(0);
});

test('what is not offered takes no room', () => {
  const offered = new Set<BarId>(['reset', 'fit']);
  expect([...fitting(800, offered, false)]).toEqual(['reset', 'fit']);
});
