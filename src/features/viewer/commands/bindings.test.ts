import { describe, expect, test } from 'vitest';
import { TOOL_IDS } from '@/imaging/pointer/tools';
import {
  ACTS,
  HAND_PRESETS,
  inputKind,
  PLAIN_HANDS,
  readHands,
  type Act,
  type HandInput,
  type Hands,
} from '@/protocol/hands';
import { chosenName, pressNames } from '@/ui/pressNames';
import { eventOf, KEYBOARD_IDS, pressesOf, printedOf, type LayoutPress } from '@/ui/testing/keyboardLayouts';
import type { Bindings } from '@/features/viewer/state/hands';
import { ACTION_IDS } from './actions';
import {
  bind,
  inputRefusal,
  reserved,
  restingDrag,
  withGiven,
  withInput,
  withoutInput,
  withPreset,
} from './bindings';
import { actRow, givenInputs, TABLE_ACTS } from './handTable';
import { ariaKeys, keyText, toldKey } from './keyText';

const hands = (changed: Hands['changed'] = {}, preset: Hands['preset'] = 'wheelScrolls'): Hands => ({
  preset,
  changed,
  madeAtMs: 1,
});

/** What a press does: the page's listener takes the first of its names that means something. */
const doneBy = (press: LayoutPress, { actOf }: Bindings): Act | undefined =>
  pressNames(eventOf(press))
    .map(actOf)
    .find((act) => act !== undefined);

const HELD = ['', 'mod+', 'shift+', 'mod+shift+', 'alt+', 'alt+shift+'];
const BUTTONS = [1, 2, 3, 4, 5];
/** Every input that there is, of any kind: what all keyboards type, and all that a mouse does. */
const INPUTS: readonly HandInput[] = [
  ...new Set([
    ...KEYBOARD_IDS.flatMap((id) => pressesOf(id).flatMap((press) => pressNames(eventOf(press)))),
    ...HELD.flatMap((held) => [
      ...BUTTONS.flatMap((at) => [`${held}drag${at}`, `${held}click${at}`, `${held}hold${at}+wheel`]),
      `${held}wheel`,
    ]),
    'double',
    ...['tab', 'shift+tab', 'escape', 'f1', 'f5', 'f11', 'mod+f5', 'insert', 'alt', ''],
  ]),
];

test('the table has every tool and action once, and the closed list of what is kept has no other', () => {
  expect([...ACTS].sort(), 'ACTS (src/protocol/hands.ts)').toEqual([...TABLE_ACTS].sort());
  expect(TABLE_ACTS.length).toBe(new Set(TABLE_ACTS).size);
  expect(TABLE_ACTS).toEqual(expect.arrayContaining([...TOOL_IDS, ...ACTION_IDS]));
});

test.each(HAND_PRESETS)('all that %s gives can be kept, chosen and fits', (preset) => {
  const bindings = bind(hands({}, preset));
  for (const act of ACTS) expect(bindings.inputsOf(act), act).toEqual(givenInputs(preset, act));
});

test.each(KEYBOARD_IDS)('everything that has a key is reached by a press on %s', (keyboard) => {
  for (const preset of HAND_PRESETS) {
    const bindings = bind(hands({}, preset));
    const reached = new Set(pressesOf(keyboard).map((press) => doneBy(press, bindings)));
    const hasKey = ACTS.filter((act) => bindings.inputsOf(act).some((one) => inputKind(one) === 'key'));
    expect(hasKey.filter((act) => !reached.has(act))).toEqual([]);
  }
});

test.each(KEYBOARD_IDS)(
  'what was pressed on %s to choose it does what it was chosen for, whatever it is',
  (keyboard) => {
    let chosen = 0;
    for (const press of pressesOf(keyboard)) {
      const name = chosenName(eventOf(press));
      if (name === undefined || reserved(name)) continue;
      chosen++;
      for (const act of ['locate', 'rotate', 'linkWindow'] as const)
        expect(doneBy(press, bind(withInput(hands(), act, name))), `${name} for ${act}`).toBe(act);
    }
    // Of each of 47 or 48 keys at least itself and Shift with it.
    expect(chosen).toBeGreaterThan(90);
  },
);

test('any input given to any act is its alone, or refused in words', () => {
  const before = bind(PLAIN_HANDS);
  const wrong: string[] = [];
  let [given, refused] = [0, 0];
  for (const act of ACTS)
    for (const input of INPUTS) {
      const refusal = inputRefusal(before, act, input);
      const hands = withInput(PLAIN_HANDS, act, input);
      if (refusal && refusal.why !== 'taken') {
        refused++;
        if (hands !== PLAIN_HANDS) wrong.push(`${input} for ${act} is refused (${refusal.why}) and given`);
        continue;
      }
      given++;
      const now = bind(hands);
      const isAlone = now.actOf(input) === act && now.inputsOf(act).includes(input);
      const isTold = refusal
        ? refusal.by === before.actOf(input)
        : [undefined, act].includes(before.actOf(input));
      if (!isAlone || !isTold) wrong.push(`${input} for ${act}`);
    }
  expect(wrong).toEqual([]);
  expect([given > 20_000, refused > 10_000]).toEqual([true, true]);
});

test('no input does two things, whatever was chosen and kept', () => {
  // Everything wants the same, as a file of another version may have it.
  const greedy: Hands = hands(
    Object.fromEntries(ACTS.map((act) => [act, ['x', 'drag1', 'wheel', 'click4', '@Quote', 'double']])),
  );
  for (const one of [
    greedy,
    hands({ back: ['w', 'drag3'] }),
    hands({ zoom: ['wheel'], pan: ['wheel', 'drag1'] }),
  ]) {
    const { inputsOf, actOf } = bind(one);
    const all = ACTS.flatMap(inputsOf);
    expect(all.length).toBe(new Set(all).size);
    for (const act of ACTS) for (const input of inputsOf(act)) expect(actOf(input)).toBe(act);
    expect(actRow(actOf('drag1') ?? 'back').takes).toContain('drag');
  }
});

test('what a person gave stays theirs when the set has it for something new, and what lost it says so', () => {
  const { actOf, lostOf, inputsOf } = bind(hands({ back: ['i'] }));
  expect(actOf('i')).toBe('back');
  expect(inputsOf('probe')).toEqual([]);
  expect(lostOf('probe')).toEqual([{ input: 'i', to: 'back' }]);
});

describe('what nobody can choose', () => {
  test.each([
    ['mod+w', 'browser'],
    ['mod+t', 'browser'],
    ['mod+shift+t', 'browser'],
    ['mod+n', 'browser'],
    ['mod+r', 'browser'],
    ['mod+f', 'browser'],
    ['mod+c', 'browser'],
    ['mod+1', 'browser'],
    ['mod++', 'browser'],
    ['f5', 'browser'],
    ['f11', 'browser'],
    ['tab', 'page'],
    ['shift+tab', 'page'],
    ['escape', 'page'],
    ['enter', 'page'],
    ['shift+enter', 'page'],
    ['mod+wheel', 'pinch'],
    ['mod+shift+hold3+wheel', 'pinch'],
    ['click1', 'left'],
    ['alt', 'unknown'],
    ['insert', 'unknown'],
  ])('%s is refused: %s', (input, why) => {
    expect(reserved(input)).toEqual({ why });
    expect(bind(hands({ rotate: [input] })).inputsOf('rotate')).toEqual([]);
  });

  test('a kind of input that an act cannot be done by is', () => {
    const now = bind(PLAIN_HANDS);
    expect(inputRefusal(now, 'rotate', 'wheel')).toEqual({ why: 'kind' });
    expect(inputRefusal(now, 'rotate', 'drag4')).toEqual({ why: 'kind' });
    expect(inputRefusal(now, 'window', 'click4')).toEqual({ why: 'kind' });
    expect(inputRefusal(now, 'wheelTens', 'w')).toEqual({ why: 'kind' });
    expect(inputRefusal(now, 'rotate', 'w')).toEqual({ why: 'taken', by: 'window' });
    expect(inputRefusal(now, 'rotate', 'click4')).toBeUndefined();
  });
});

test('the left button always does something: it is given away, and never taken', () => {
  expect(restingDrag(bind(PLAIN_HANDS))).toBe('window');
  expect(restingDrag(bind(hands({}, 'leftScrolls')))).toBe('scroll');
  expect(withoutInput(PLAIN_HANDS, 'window', 'drag1')).toBe(PLAIN_HANDS);
  const panning = withInput(PLAIN_HANDS, 'pan', 'drag1');
  expect(restingDrag(bind(panning))).toBe('pan');
  expect(bind(panning).inputsOf('window')).toEqual(['w', 'drag3']);
  expect(restingDrag(bind(hands({ window: [], scroll: [] }, 'leftScrolls')))).toBe('scroll');
});

test('an act, and all of them, go back to the set; what is as in the set is not kept as chosen', () => {
  const moved = withInput(PLAIN_HANDS, 'rotate', 'w');
  expect(bind(moved).inputsOf('rotate')).toEqual(['r', 'w']);
  expect(bind(moved).inputsOf('window')).toEqual(['drag1', 'drag3']);
  expect(withGiven(withGiven(moved, 'rotate'), 'window').changed).toEqual({});
  expect(withoutInput(withInput(PLAIN_HANDS, 'back', 'click4'), 'back', 'click4').changed).toEqual({});
  expect(withPreset(moved, 'leftScrolls')).toEqual({ ...moved, preset: 'leftScrolls', changed: {} });
});

test('a choice is read as it was written, and nothing else gets in', () => {
  const made = withInput(
    withInput(hands({}, 'leftScrolls'), 'back', 'mod+shift+alt+drag1'),
    'rotate',
    '@Semicolon',
  );
  expect(readHands(JSON.parse(JSON.stringify(made)))).toEqual(made);
  const foreign = { ...made, changed: { ...made.changed, 'Doe^Jane': ['d'], mirror: ['Doe', 5, 'f', 'f'] } };
  expect(readHands(foreign)?.changed).toEqual({ ...made.changed, mirror: ['f'] });
  for (const none of [null, [], 'x', {}, { ...made, preset: 'mine' }, { ...made, madeAtMs: -1 }])
    expect(readHands(none)).toBeUndefined();
});

test('keys are told as they are printed', () => {
  const [us, de, ru, fr] = (['us', 'qwertz', 'jcuken', 'azerty'] as const).map(printedOf);
  expect([keyText('w', us), keyText('w', fr), keyText('w', ru), keyText('mod+z', ru)]).toEqual([
    'W',
    'W',
    'Ц',
    'Ctrl+Я',
  ]);
  expect([keyText('@Semicolon', de), keyText('@Semicolon', ru), keyText('@Semicolon')]).toEqual([
    'Ö',
    'Ж',
    ';',
  ]);
  // A sign that the keyboard may lack is not told where a letter does it too.
  const linkWindow = givenInputs('wheelScrolls', 'linkWindow');
  expect([us, de, ru, fr, undefined].map((printed) => toldKey(linkWindow, printed))).toEqual([
    '$',
    'shift+w',
    'shift+w',
    '$',
    '$',
  ]);
  expect(keyText('shift+w', ru)).toBe('Shift+Ц');
  expect(keyText('mod++')).toBe('Ctrl++');
  expect(keyText('alt+shift+hold3+wheel')).toBe('Alt+Shift+Right button held+Wheel');
  expect(ariaKeys(['mod+shift+arrowdown', 'w', 'click4', '+'])).toBe('Control+Shift+ArrowDown W +');
  expect(ariaKeys(['drag3'])).toBeUndefined();
});
