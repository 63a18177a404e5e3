import { expect, test } from 'vitest';
import type { Act, HandInput } from '@/protocol/hands';
import type { HeldKeys, Press } from './claims';
import type { GestureTarget } from './gestures';
import { PaneArbiter } from './paneArbiter';
import { firstBound, isHeldDrag, pressInputs, wheelInputs } from './pointerInputs';
import type { ToolId } from './tools';
import { createViewClaimant } from './viewClaimant';

const NONE: HeldKeys = { mod: false, alt: false, shift: false };
const SHIFT: HeldKeys = { ...NONE, shift: true };

/** A view with a tool in hand and inputs as chosen, and what it is told. */
function view(bound: Readonly<Record<HandInput, Act>>, tool: ToolId = 'window') {
  const told: string[] = [];
  const hands = { actOf: (input: HandInput) => bound[input] };
  const target: GestureTarget = {
    tool: () => tool,
    dragStart: (drag) => told.push(`${drag} begins`),
    drag: (drag) => told.push(drag),
    draw: () => undefined,
    pinch: (factor) => told.push(factor > 1 ? 'larger' : 'smaller'),
    scroll: (images) => told.push(`scroll ${images}`),
    doubleTap: () => undefined,
  };
  return { claimant: createViewClaimant(target, hands), hands, told };
}

const press = (button: number, held = NONE): Press => ({
  ...{ id: 1, kind: 'mouse', button, held, isOnPicture: true, page: [0, 0], at: [0, 0], ms: 0 },
});
const wheel = (deltaY: number, held = NONE, buttons = 0, ctrlKey = false) => ({
  ...{ deltaY, held, buttons, ctrlKey, deltaMode: 0 },
  at: () => [0, 0] as const,
});

test('a button does what it is given, the left one what the tool in hand does', () => {
  const { claimant, told } = view({ drag1: 'scroll', drag2: 'zoom', drag5: 'pan' }, 'window');
  for (const button of [0, 1, 2, 4]) claimant.press?.(press(button));
  expect(told).toEqual(['window begins', 'zoom begins', 'pan begins']);
});

test('with a key held it does what it is given so, else the same as without', () => {
  const { claimant, told, hands } = view({ drag1: 'window', 'shift+drag1': 'pan', drag3: 'zoom' }, 'length');
  claimant.press?.(press(0, SHIFT));
  claimant.press?.(press(2, SHIFT));
  // With a measuring tool the left button alone is not the view's.
  expect(claimant.press?.(press(0))).toBeUndefined();
  expect(told).toEqual(['pan begins', 'zoom begins']);
  expect([
    isHeldDrag(hands, press(0, SHIFT)),
    isHeldDrag(hands, press(0)),
    isHeldDrag(hands, press(2, SHIFT)),
  ]).toEqual([true, false, false]);
});

test('the wheel does what it is given: alone, with keys, with a button held; nothing where it has nothing', () => {
  const bound = {
    wheel: 'scroll',
    'shift+wheel': 'wheelTens',
    'hold3+wheel': 'zoom',
    'alt+wheel': 'wheelSeries',
  } as const;
  const { claimant, told } = view(bound);
  const alt = { ...NONE, alt: true };
  const turns = [
    wheel(100),
    wheel(-100, SHIFT),
    wheel(-100, NONE, 2),
    wheel(100, { ...NONE, mod: true }, 0, true),
    wheel(100, alt),
  ];
  expect(turns.map((turn) => claimant.wheel?.(turn))).toEqual([true, true, 'held', true, false]);
  // Ctrl and the wheel is what a trackpad's pinch sends: it zooms whatever is chosen.
  expect(told).toEqual(['scroll 1', 'scroll -10', 'larger', 'smaller']);
  const nothing = view({});
  expect(nothing.claimant.wheel?.(wheel(100))).toBe(true);
  expect(nothing.told).toEqual([]);
});

test('inputs are written as the tables have them', () => {
  const all = { mod: true, alt: true, shift: true };
  expect(pressInputs('drag', press(3, all))).toEqual(['mod+alt+shift+drag4', 'drag4']);
  expect(pressInputs('click', press(4))).toEqual(['click5']);
  expect(wheelInputs({ held: all, buttons: 1 | 8 })).toEqual([
    'alt+shift+hold4+wheel',
    'hold4+wheel',
    'alt+shift+wheel',
    'wheel',
  ]);
  expect(firstBound({ actOf: (input) => (input === 'drag4' ? 'pan' : undefined) }, ['x', 'drag4'])).toEqual({
    input: 'drag4',
    act: 'pan',
  });
});

test('another button than the left one clicks where it stayed; held for the wheel it is neither click nor drag', () => {
  const told: string[] = [];
  const arbiter = new PaneArbiter({
    claimants: [
      {
        press: ({ button }) => ({
          move: () => told.push(`drag ${button}`),
          release: () => told.push('released'),
          cancel: () => told.push('cancelled'),
        }),
        click: ({ button }) => told.push(`click ${button}`) > 0,
        contextMenu: () => told.push('menu') > 0,
        wheel: ({ buttons }) => (buttons ? 'held' : true),
      },
    ],
    awaitRest: () => () => undefined,
    onPress: () => undefined,
    onRelease: () => undefined,
  });
  const click = (button: number, between = () => {}) => {
    arbiter.down(press(button), true);
    between();
    arbiter.up(1, { at: [1, 1], ms: 9 });
  };
  for (const button of [0, 1, 2, 3, 4]) click(button);
  expect(told.splice(0)).toEqual([
    ...['released', 'released', 'click 1', 'released', 'menu'],
    ...['released', 'click 3', 'released', 'click 4'],
  ]);
  click(3, () => arbiter.move(1, { at: [40, 0], ms: 5 }, () => []));
  expect(told.splice(0)).toEqual(['drag 3', 'released']);
  click(2, () => arbiter.wheel(wheel(100, NONE, 2)));
  expect(told).toEqual(['cancelled']);
});
