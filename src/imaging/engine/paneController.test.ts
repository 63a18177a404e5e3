import { expect, test, vi } from 'vitest';
import type { SeriesUid, StudyUid } from '@/dicom/dataset/uid';
import type { ViewState } from '@/view/viewState';
import { createViewStore } from '@/view/viewStore';
import { PaneController, type ControllerParts } from './paneController';

const study = '1.2.3' as StudyUid;
const series = '1.2.3.4' as SeriesUid;
const PANE = { study, series };

/** The second of two panes: the first holds nothing. */
function controllerOf(pane: ViewState['panes'][number]) {
  const view: ViewState = { studies: [study], grid: { rows: 1, columns: 2 }, panes: [null, pane], active: 0 };
  const take = vi.fn(() => ({ stack: new Promise(() => {}), objectOf: () => undefined }));
  const parts = { pane: 1, views: createViewStore(view), shelf: { take, forget: vi.fn(), release: vi.fn() } };
  const controller = new PaneController({
    ...parts,
    onFacts: vi.fn(),
    onStack: vi.fn(),
  } as unknown as ControllerParts);
  return { controller, take };
}

test('a pane that was to hold a series and was never told of it has failed, and can be asked again', () => {
  const { controller, take } = controllerOf(PANE);
  controller.broke();
  expect(controller.status()).toMatchObject({ state: 'failed', fault: { code: 'defect' } });
  controller.retry();
  expect(take).toHaveBeenCalledWith(study, series);
  expect(controller.status().state).toBe('loading');
});

test('so has one whose series is on its way; what is empty on purpose stays so', () => {
  const { controller } = controllerOf(PANE);
  controller.place(PANE);
  controller.broke();
  expect(controller.status().state).toBe('failed');

  const empty = controllerOf(null).controller;
  empty.broke();
  expect(empty.status().state).toBe('empty');
});

test('a picture that turned out to be doubtful does not come back when more of its series arrives', async () => {
  const loader = {
    isSound: true,
    stack: Promise.resolve({ frames: [{ instance: {}, frame: 1 }], indexOf: () => 0, parts: [] }),
    has: () => loader.isSound,
    errorAt: () => (loader.isSound ? undefined : { code: 'wrong-object', details: {} }),
    look: () => undefined,
    stream: () => undefined,
    facts: () => ({}),
  };
  const { controller, take } = controllerOf(PANE);
  take.mockReturnValue(loader as never);
  // More images, another window for the series, and with it a new drawing of what is there.
  const view = {
    shown: { index: 0, frame: {} },
    show: () => Promise.resolve(),
    clear: () => undefined,
    loaded: () => controller.shown(),
  };
  controller.setView(view as never);
  controller.place(PANE);
  await vi.waitFor(() => expect(controller.frameOnScreen).toBeDefined(), { timeout: 20_000 });
  loader.isSound = false;
  controller.doubted(loader as never, 0);
  expect(controller.frameOnScreen).toBeUndefined();
  controller.loaded(loader as never);
  expect(controller.frameOnScreen).toBeUndefined();
});
