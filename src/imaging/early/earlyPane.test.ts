import { afterEach, expect, test, vi } from 'vitest';
import type { VerifiedFrame } from '@/archive/contract/archive';
import type { Instance } from '@/dicom/dataset/instance';
import type { SeriesUid, SopUid, StudyUid } from '@/dicom/dataset/uid';
import type { Look } from '@/painting/look';
import { freshView } from '@/view/viewState';
import { createViewStore } from '@/view/viewStore';
import { toStack } from '@/imaging/stack/stack';
import { EarlyPane, type EarlyPaneParts } from './earlyPane';

const [study, series] = ['1.2' as StudyUid, '1.3' as SeriesUid];
const SIDE = 4;
const ATTRIBUTES = {
  '00280002': ['US', 1],
  '00280004': ['CS', 'MONOCHROME2'],
  '00280010': ['US', SIDE],
  '00280011': ['US', SIDE],
  '00280100': ['US', 16],
  '00280101': ['US', 16],
  '00280102': ['US', 15],
  '00280103': ['US', 0],
} as const;

/** One of three images without a window of its own. */
const object = (place: number): Instance =>
  ({
    ...{ study, series, sop: `1.4.${place}` as SopUid, sopClass: '1.2.840.10008.5.1.4.1.1.128' },
    ...{ modality: 'PT', number: place, frames: 1 },
    dataset: Object.fromEntries(
      Object.entries({ ...ATTRIBUTES, '00200013': ['IS', place] }).map(([tag, [vr, value]]) => [
        tag,
        { vr, Value: [value] },
      ]),
    ),
  }) as unknown as Instance;

afterEach(() => vi.unstubAllGlobals());

function start() {
  vi.stubGlobal('window', { devicePixelRatio: 1 });
  const instances = [1, 2, 3].map(object);
  const stack = toStack('a', study, series, instances);
  const views = createViewStore({ ...freshView(study), panes: [{ study, series }] });
  const drawn: Look[] = [];
  const canvas = { style: {}, isConnected: true };
  const pane = new EarlyPane(
    {
      ...{ pane: 0, stack, instances, views },
      ask: { keep: () => undefined, forget: () => undefined },
      signal: new AbortController().signal,
      painter: { draw: (_: unknown, { look }: { look: Look }) => drawn.push(look), forget: () => undefined },
      place: () => ({ canvas, element: { clientWidth: 100, clientHeight: 100 } }),
      isLast: () => false,
      onCame: () => undefined,
    } as unknown as EarlyPaneParts,
    {
      index: 0,
      verified: { form: 'values', values: new Uint16Array(SIDE * SIDE) } as unknown as VerifiedFrame,
      pixels: {
        picture: { kind: 'grey', rows: SIDE, columns: SIDE, values: new Uint16Array(SIDE * SIDE) },
        range: { min: 0, max: 100 },
        isRendered: false,
      },
    },
  );
  return { pane, stack, drawn };
}

test('the window that is told is that of the picture, also when the engine has brought the images that change it', () => {
  const { pane, stack, drawn } = start();
  pane.update();
  expect(pane.status?.window).toEqual(drawn.at(-1)?.window);
  expect(pane.status).toMatchObject({ window: { width: 101 }, isWindowProvisional: true });
  // The stack is the engine's, too.
  stack.greys.add(1, { min: 0, max: 500 });
  stack.greys.add(2, { min: 0, max: 900 });
  expect(pane.status?.window).toEqual(drawn.at(-1)?.window);
  pane.update();
  expect(pane.status?.window).toEqual(drawn.at(-1)?.window);
  expect(pane.status?.window?.width).toBe(901);
  expect(pane.status?.isWindowProvisional).toBeUndefined();
});
