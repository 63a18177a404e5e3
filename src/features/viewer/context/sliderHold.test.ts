import { expect, test } from 'vitest';
import { sliderHold } from './sliderHold';

const NO_CHORD = { ctrlKey: false, metaKey: false, altKey: false };

function setUp() {
  const heard: string[] = [];
  const hold = sliderHold(
    { onPress: () => heard.push('press'), onRelease: () => heard.push('release') },
    { begin: () => heard.push('begin') },
    { current: false },
  );
  return { heard, hold };
}

test('a key that is held is one hold, however often it repeats', () => {
  const { heard, hold } = setUp();
  for (const repeat of [false, true, true]) hold.onKeyDown({ key: 'ArrowRight', repeat, ...NO_CHORD });
  hold.onKeyUp({ key: 'ArrowRight' });
  hold.onKeyDown({ key: 'Home', repeat: false, ...NO_CHORD });
  hold.onBlur();
  // Nothing is held any more: what the pane holds by now is not the slider's to end.
  hold.onBlur();
  expect(heard).toEqual(['begin', 'press', 'release', 'begin', 'press', 'release']);
});

test('keys that move no slider, and keys with Ctrl, hold nothing', () => {
  const { heard, hold } = setUp();
  hold.onKeyDown({ key: 'Tab', repeat: false, ...NO_CHORD });
  hold.onKeyUp({ key: 'Tab' });
  hold.onKeyDown({ key: 'ArrowRight', repeat: false, ...NO_CHORD, ctrlKey: true });
  expect(heard).toEqual([]);
});

test('a pointer holds from its press to its end; before the engine undo leads back to there', () => {
  const { heard, hold } = setUp();
  hold.onPointerDown();
  hold.onPointerCancel();
  expect(heard).toEqual(['begin', 'press', 'release']);
  const began: string[] = [];
  const early = sliderHold(undefined, { begin: () => began.push('begin') }, { current: false });
  early.onPointerDown();
  early.onPointerUp();
  expect(began).toEqual(['begin']);
});
