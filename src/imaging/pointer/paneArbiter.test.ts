import { describe, expect, test } from 'vitest';
import type { PanePoint } from './claims';
import { arbitedPane, OFF, ON, TAPPED } from './testing/arbitedPane';

type Pane = ReturnType<typeof arbitedPane>;

const GESTURES: readonly (readonly [name: string, run: (pane: Pane) => void, told: readonly string[]])[] = [
  [
    'a mouse on a drawing is the drawing’s, until it is released',
    ({ press, move, up }) => {
      press(1, 'mouse', ON);
      move(1, OFF);
      up(1);
    },
    ['drawing takes mouse 0', 'drawing moves', 'drawing released'],
  ],
  [
    'a pen beside a drawing is the view’s, wherever it goes then',
    ({ press, move, up }) => {
      press(1, 'pen', OFF);
      move(1, ON);
      up(1, ON);
    },
    ['view takes pen 0', 'view moves', 'view released'],
  ],
  [
    'the middle and the right button are the view’s, on a drawing too',
    ({ press, move, up }) => {
      for (const button of [1, 2]) {
        press(1, 'mouse', ON, { button });
        move(1, OFF);
        up(1, OFF);
      }
    },
    [1, 2].flatMap((button) => [`view takes mouse ${button}`, 'view moves', 'view released']),
  ],
  [
    'what nobody takes is nobody’s',
    ({ press, move, up }) => {
      press(1, 'mouse', ON, { button: 4 });
      move(1, OFF);
      up(1);
    },
    [],
  ],
  [
    'a right click opens the menu, also where it stayed within a few pixels, and on the words beside the picture',
    ({ press, move, up }) => {
      press(1, 'mouse', OFF, { button: 2 });
      move(1, [52, 152]);
      up(1, [52, 152]);
      press(1, 'mouse', [-20, 10], { button: 2, isOnPicture: false });
      up(1, [-20, 10]);
    },
    ['view takes mouse 2', 'view moves', 'view released', 'menu at 52,152', 'menu at -20,10'],
  ],
  [
    'a right drag that comes back to where it began is no click',
    ({ press, move, up }) => {
      press(1, 'mouse', OFF, { button: 2 });
      move(1, [90, 150]);
      up(1);
    },
    ['view takes mouse 2', 'view moves', 'view released'],
  ],
  [
    'one finger drags',
    ({ press, move, up }) => {
      press(1, 'touch', OFF);
      move(1, [50, 180]);
      up(1, [50, 180]);
    },
    ['view takes touch 0', 'view moves', 'view released'],
  ],
  [
    'a second finger takes a drag away, and what is left of the two drags nothing',
    ({ press, move, up }) => {
      press(1, 'touch', OFF);
      press(2, 'touch', [150, 150]);
      move(2, [250, 150]);
      up(1);
      move(2, [300, 150]);
      up(2, [300, 150]);
    },
    ['view takes touch 0', 'view cancelled', 'view takes two fingers', 'pinch 100 to 200'],
  ],
  [
    'a second finger in the middle of a drawing takes it back',
    ({ press, move }) => {
      press(1, 'touch', ON);
      move(1, [60, 50]);
      press(2, 'touch', [160, 50]);
      move(1, [50, 50]);
    },
    [
      ...['drawing takes touch 0', 'drawing moves', 'drawing cancelled', 'view takes two fingers'],
      'pinch 100 to 110',
    ],
  ],
  [
    'a second finger on a drawing neither takes it nor rests on it',
    ({ press, rest }) => {
      press(1, 'touch', OFF);
      press(2, 'touch', ON);
      rest();
    },
    ['view takes touch 0', 'view cancelled', 'view takes two fingers'],
  ],
  [
    'a third finger changes nothing, and takes the place of one that leaves',
    ({ press, move, up }) => {
      press(1, 'touch', [0, 150]);
      press(2, 'touch', [100, 150]);
      press(3, 'touch', [300, 150]);
      move(3, [310, 150]);
      up(1);
      move(3, [320, 150]);
    },
    [
      ...['view takes touch 0', 'view cancelled', 'view takes two fingers'],
      ...['pinch 100 to 100', 'pinch 210 to 220'],
    ],
  ],
  [
    'a finger on the words beside the picture is no second one, and ends a rest',
    ({ press, move, rest }) => {
      press(1, 'touch', OFF);
      press(2, 'touch', [-20, 10], { isOnPicture: false });
      rest();
      move(1, [50, 180]);
    },
    ['view takes touch 0', 'view moves'],
  ],
  [
    'the hand that rests beside a pen takes nothing and opens nothing',
    ({ press, move, rest }) => {
      press(1, 'pen', OFF);
      press(2, 'touch', ON);
      press(3, 'touch', [150, 50]);
      rest();
      move(2, OFF);
      move(1, [60, 150]);
    },
    ['view takes pen 0', 'view moves'],
  ],
  [
    'a pen takes over from the hand that came before it',
    ({ press, move, up }) => {
      press(1, 'touch', ON);
      press(2, 'pen', [80, 50]);
      move(1, OFF);
      move(2, OFF);
      up(1);
      up(2);
    },
    [
      'drawing takes touch 0',
      'drawing cancelled',
      'drawing takes pen 0',
      'drawing moves',
      'drawing released',
    ],
  ],
  [
    'a mouse does not take over from a finger',
    ({ press, move }) => {
      press(5, 'touch', OFF, { isPrimary: true });
      press(1, 'mouse', ON);
      move(1, OFF);
      move(5, [50, 180]);
    },
    ['view takes touch 0', 'view moves'],
  ],
  [
    'pointercancel and lost capture cancel, once',
    ({ press, move, cancel, up }) => {
      press(1, 'mouse', ON);
      cancel(1);
      cancel(1);
      move(1, OFF);
      up(1);
    },
    ['drawing takes mouse 0', 'drawing cancelled'],
  ],
  [
    'one of two fingers that the system takes away ends the pair',
    ({ press, move, cancel }) => {
      press(1, 'touch', OFF);
      press(2, 'touch', [150, 150]);
      cancel(1);
      move(2, [250, 150]);
    },
    ['view takes touch 0', 'view cancelled', 'view takes two fingers'],
  ],
  [
    'a finger whose leaving nobody heard makes no pair with the next',
    ({ press }) => {
      press(1, 'touch', OFF);
      press(7, 'touch', ON, { isPrimary: true });
    },
    ['view takes touch 0', 'view cancelled', 'drawing takes touch 0'],
  ],
  [
    'a mouse whose release nobody heard lets go with its next press',
    ({ press, up }) => {
      press(1, 'mouse', ON);
      press(1, 'mouse', OFF);
      up(1);
    },
    ['drawing takes mouse 0', 'drawing cancelled', 'view takes mouse 0', 'view released'],
  ],
  [
    'a finger that rests on the picture is told of a cancel before the menu opens, and drags no more',
    ({ press, rest, move, up }) => {
      press(1, 'touch', OFF);
      move(1, [53, 155]);
      rest();
      move(1, [50, 250]);
      up(1);
    },
    ['view takes touch 0', 'view moves', 'view cancelled', 'menu by hold'],
  ],
  [
    'a finger that moved before is at no rest, also back where it began',
    ({ press, rest, move }) => {
      press(1, 'touch', OFF);
      move(1, [50, 170]);
      move(1, OFF);
      rest();
    },
    ['view takes touch 0', 'view moves', 'view moves'],
  ],
  [
    'a finger that draws rests to be exact',
    ({ press, rest, move }) => {
      press(1, 'touch', ON);
      rest();
      move(1, OFF);
    },
    ['drawing takes touch 0', 'drawing moves'],
  ],
  [
    'a mouse does not rest',
    ({ press, rest }) => {
      press(1, 'mouse', OFF);
      rest();
    },
    ['view takes mouse 0'],
  ],
  [
    'the wheel is the view’s while something is drawn, which goes on',
    ({ press, wheel, move }) => {
      press(1, 'mouse', ON);
      wheel();
      move(1, OFF);
    },
    ['drawing takes mouse 0', 'wheel 100', 'drawing moves'],
  ],
  [
    'two taps are a double tap of who took both; a third begins anew',
    ({ tap }) => {
      for (let time = 0; time < 3; time++) tap(OFF);
    },
    [
      ...['view takes touch 0', 'view released', 'view takes touch 0', 'view released', 'view double tap'],
      ...['view takes touch 0', 'view released'],
    ],
  ],
  [
    'taps beside each other, long after each other or of two claimants are none',
    ({ tap, wait }) => {
      tap([50, 150]);
      tap([120, 150]);
      wait(400);
      tap([120, 150]);
      wait(400);
      tap([50, 101]);
      tap([50, 99]);
    },
    [
      ...Array.from({ length: 4 }, () => ['view takes touch 0', 'view released']).flat(),
      ...['drawing takes touch 0', 'drawing released'],
    ],
  ],
  [
    'the tap of a press that one took may be another’s; a double tap is of one',
    ({ tap }) => [OFF, TAPPED, TAPPED].forEach(tap),
    [
      ...['view takes touch 0', 'view released'],
      ...['view takes touch 0', 'view released', 'drawing has the tap'],
      ...['view takes touch 0', 'view released', 'drawing has the tap'],
    ],
  ],
  [
    'two flicks are no double tap, and neither are taps about a pinch',
    ({ press, up, tap }) => {
      for (let time = 0; time < 2; time++) {
        press(1, 'touch', OFF);
        up(1, [50, 170]);
      }
      tap(OFF);
      press(1, 'touch', OFF);
      press(2, 'touch', [150, 150]);
      up(2, [150, 150]);
      up(1);
      tap(OFF);
    },
    [
      ...Array.from({ length: 3 }, () => ['view takes touch 0', 'view released']).flat(),
      ...['view takes touch 0', 'view cancelled', 'view takes two fingers'],
      ...['view takes touch 0', 'view released'],
    ],
  ],
  [
    'fingers that leave a pinch, twice at one place, did not tap',
    ({ press, up }) => {
      for (let time = 0; time < 2; time++) {
        press(1, 'touch', OFF);
        press(2, 'touch', [150, 150]);
        up(2, [150, 150]);
        up(1);
      }
    },
    Array.from({ length: 2 }, () => [
      ...['view takes touch 0', 'view cancelled', 'view takes two fingers'],
    ]).flat(),
  ],
  [
    'a double click is the drawing’s on it, the frame’s beside it; of fingers the browser’s is not heard',
    ({ press, up, doublePress }) => {
      press(1, 'mouse', ON);
      up(1, ON);
      doublePress(ON);
      doublePress(OFF);
      press(2, 'touch', OFF);
      up(2);
      doublePress(OFF);
    },
    [
      ...['drawing takes mouse 0', 'drawing released', 'drawing double press', 'alone'],
      ...['view takes touch 0', 'view released'],
    ],
  ],
  [
    'a pane that goes cancels what is under way in it, drag, rest and pair',
    ({ press, arbiter, move, rest }) => {
      press(1, 'touch', OFF);
      arbiter.stop();
      rest();
      move(1, ON);
      press(1, 'touch', OFF);
      press(2, 'touch', ON);
      arbiter.stop();
      move(2, OFF);
    },
    [
      ...['view takes touch 0', 'view cancelled'],
      ...['view takes touch 0', 'view cancelled', 'view takes two fingers'],
    ],
  ],
];

describe('who takes a gesture', () => {
  test.each(GESTURES)('%s', (_, run, told) => {
    const pane = arbitedPane();
    run(pane);
    expect(pane.told).toEqual(told);
    pane.arbiter.stop();
    expect(pane.down(), 'each press is released once').toBe(0);
  });

  test('a finger that rests on a drawing asks what that means, after it has let go of it', () => {
    const { press, rest, told } = arbitedPane({ rest: () => told.push('text') });
    press(1, 'touch', ON);
    rest();
    expect(told).toEqual(['drawing takes touch 0', 'drawing cancelled', 'text']);
  });

  test('a rest that nobody wants leaves the drag as it is', () => {
    const { press, rest, move, told } = arbitedPane({ mayHold: false });
    press(1, 'touch', OFF);
    rest();
    move(1, [50, 180]);
    expect(told).toEqual(['view takes touch 0', 'view moves']);
  });

  test('the cursor is the first claimant’s that has one, and nobody’s while something is pressed', () => {
    const { arbiter, press } = arbitedPane();
    const over = (at: PanePoint) => arbiter.hover({ at, ms: 0 });
    expect([over(ON), over(OFF)]).toEqual(['crosshair', '']);
    press(1, 'mouse', OFF);
    expect(over(ON)).toBeUndefined();
  });
});
