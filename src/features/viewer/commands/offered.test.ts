import { expect, test } from 'vitest';
import { EVERY_RIGHT } from '@/protocol/rights';
import { isDrag, TOOL_IDS } from '@/imaging/pointer/tools';
import { ACTION_IDS } from './actions';
import { offeredActions, offeredTools, possibleActions } from './offered';

test('whoever may do everything is offered everything', () => {
  expect(offeredTools(EVERY_RIGHT)).toEqual(TOOL_IDS);
  expect(offeredActions(EVERY_RIGHT)).toEqual(ACTION_IDS);
});

test('whoever may only look is offered nothing that draws, keeps or calibrates', () => {
  const look = new Set(['read'] as const);
  expect(offeredTools(look)).toEqual(TOOL_IDS.filter(isDrag));
  const missing = ACTION_IDS.filter((id) => !offeredActions(look).includes(id));
  expect(missing).toEqual(['calibrate', 'remove', 'save']);
});

test('who may measure but not store is not offered to save', () => {
  const may = new Set(['read', 'measure'] as const);
  expect(offeredTools(may)).toEqual(TOOL_IDS);
  expect(offeredActions(may)).not.toContain('save');
  expect(offeredActions(may)).toContain('calibrate');
});

test('the second window of a reading is not offered to save, nor to open a second; the first is', () => {
  const second = { isOpen: () => true, send: () => undefined };
  const offered = (screens: typeof second) =>
    possibleActions({ may: EVERY_RIGHT, back: undefined, studies: [], screens });
  expect(offered(second)).not.toContain('save');
  expect(offered(second)).not.toContain('secondScreen');
  expect(offered(second)).toContain('otherScreen');
  expect(offered({ ...second, ...{ open: () => undefined } })).toContain('save');
});
