import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const SRC = fileURLToPath(new URL('../..', import.meta.url));

/** What may stand on a pane or below it. */
const ROOMS = /^(imaging|features\/viewer\/pane)\//;
const LISTENS =
  /addEventListener\(\s*'(?:pointer|touch|mouse|wheel|dblclick|contextmenu|click)|\bon(?:Pointer|Touch|Mouse|Wheel|DoubleClick|ContextMenu)\w*=/;

/** Beside the one that reads gestures: who listens, and to what. */
const ELSEWHERE = new Map([
  ['imaging/pointer/paneInput.ts', 'the one'],
  ['imaging/pointer/wheelInput.ts', 'its wheel'],
  ['features/viewer/pane/CutCross.tsx', 'the lines of planes, with ends that have a press of their own'],
  ['features/viewer/pane/CutFusion.tsx', 'values under a pointer that passes by, of which nothing is taken'],
  ['features/viewer/pane/CutSlider.tsx', 'the same slider of a plane'],
  ['features/viewer/pane/SliceBar.tsx', 'a slider beside the picture, with a press of its own'],
  ['features/viewer/pane/PaneWarnings.tsx', 'an open list, which a press anywhere else on the page closes'],
  [
    'features/viewer/pane/PaneFoot.tsx',
    'words beside the picture, which a pointer that rests is told in full',
  ],
  ['features/viewer/pane/useBlinkRun.ts', 'which pointers are down anywhere, while two pictures alternate'],
]);

test('one place listens to the pointers of a pane', () => {
  const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => ROOMS.test(file) && /\.tsx?$/.test(file) && !/\.test\.ts$|\/testing\//.test(file));
  const listening = files.filter((file) => LISTENS.test(readFileSync(join(SRC, file), 'utf8')));
  expect(listening.sort()).toEqual([...ELSEWHERE.keys()].sort());
});
