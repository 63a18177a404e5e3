import { expect, test } from 'vitest';
import { EVERY_RIGHT } from '@/protocol/rights';
import { TOOL_IDS } from '@/imaging/pointer/tools';
import { ACTION_IDS } from './actions';
import { offeredActions, offeredTools } from './offered';

test('whoever may do everything is offered everything', () => {
  expect(offeredTools(EVERY_RIGHT)).toEqual(TOOL_IDS);
  expect(offeredActions(EVERY_RIGHT)).toEqual(ACTION_IDS);
});

test('whoever may only look is offered nothing that draws, keeps or calibrates', () => {
  const look = new Set(['read'] as const);
  expect(offeredTools(look)).toEqual(['window', 'pan', 'zoom', 'scroll']);
  const missing = ACTION_IDS.filter((id) => !offeredActions(look).includes(id));
  expect(missing).toEqual(['calibrate', 'remove', 'save']);
});

test('who may measure but not store is not offered to save', () => {
  const may = new Set(['read', 'measure'] as const);
  expect(offeredTools(may)).toEqual(TOOL_IDS);
  expect(offeredActions(may)).not.toContain('save');
  expect(offeredActions(may)).toContain('calibrate');
});
