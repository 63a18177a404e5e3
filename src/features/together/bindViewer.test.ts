import { expect, test, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import {
  toSeriesUid,
  toSopUid,
  toStudyUid,
  type SeriesUid,
  type SopUid,
  type StudyUid,
} from '@/dicom/dataset/uid';
import { patchPane } from '@/view/actions';
import { freshView } from '@/view/viewState';
import type { Engine } from '@/imaging/contract';
import { createViewStore, updateView } from '@/view/viewStore';
import { bindViewer } from './bindViewer';
import type { Room, RoomState } from './room';

vi.mock('./pointerLayer', () => ({
  PointerLayer: class {
    hide = () => undefined;
    show = () => undefined;
    place = () => undefined;
    dispose = () => undefined;
  },
}));

const study = toStudyUid('1.2') as StudyUid;
const series = toSeriesUid('1.2.3') as SeriesUid;
const at = (n: number) => ({ at: { sop: toSopUid(`1.2.3.${n}`) as SopUid, frame: 1 } });

/** A page that follows what another one presents, before it has an engine. */
function follower() {
  const views = createViewStore({ ...freshView(study), panes: [{ study, series }] });
  const state = createStore<Partial<RoomState>>(() => ({
    ...{ you: 'b', presenter: 'a', members: [], isFollowing: true },
  }));
  const live = { archive: 'here', view: views.getState().view };
  const shown = createStore<{ live: typeof live; marks?: readonly unknown[] }>(() => ({ live }));
  const room = {
    ...{ state, shown },
    ...{ show: () => undefined, draw: () => undefined, point: () => undefined },
    wander: () => state.setState({ isFollowing: false }),
  } as unknown as Room;
  const does = { isServing: false, isBusy: false, summoned: 0 };
  // The last touch is long ago.
  const hand = { isBusy: () => does.isBusy, renew: () => undefined, stop: () => undefined };
  const place = {
    ...{ archive: 'here', views, isServing: () => does.isServing },
    summonEngine: () => does.summoned++,
  };
  const bind = (engine?: Engine) => bindViewer(room, { ...place, engine }, hand);
  const seen: unknown[] = [];
  const engine = {
    measures: createStore(() => ({ list: [] })),
    facts: createStore(() => ({})),
    measuring: { showRemote: () => Promise.resolve() },
    together: { show: (view: unknown) => seen.push(view) },
  } as unknown as Engine;
  vi.stubGlobal('addEventListener', () => undefined);
  vi.stubGlobal('document', { documentElement: { addEventListener: () => undefined } });
  return { views, state, does, bind, engine, shown: seen, drawn: shown };
}

test("a scroll that waited long for the engine, done before the room knows of it, is the hand's: it is not taken back", () => {
  const { views, state, does, bind, engine, shown } = follower();
  const leave = bind();
  does.isServing = true;
  updateView(views, (view) => patchPane(view, 0, at(7)));
  does.isServing = false;
  expect(state.getState().isFollowing).toBe(false);
  leave();
  bind(engine);
  expect(views.getState().view.panes[0]).toMatchObject(at(7));
  expect(shown).toEqual([]);
});

test("a key that the viewer hears before the room does is the hand's too", async () => {
  const { views, state, does, bind } = follower();
  bind();
  updateView(views, (view) => patchPane(view, 0, at(1)));
  does.isBusy = true;
  await vi.waitFor(() => expect(state.getState().isFollowing).toBe(false), { timeout: 20_000 });
});

test('what comes of no hand is no reason to leave the presenter', () => {
  const { views, state, bind, engine, shown } = follower();
  const leave = bind();
  updateView(views, (view) => patchPane(view, 0, at(7)));
  expect(state.getState().isFollowing).toBe(true);
  leave();
  bind(engine);
  expect(shown).toHaveLength(1);
});

test('what others have drawn asks for the engine, which lists it, whatever the panes hold', () => {
  const { does, bind, drawn } = follower();
  bind();
  drawn.setState({ marks: [] });
  expect(does.summoned).toBe(0);
  drawn.setState({ marks: [{ kind: 'length' }] });
  expect(does.summoned).toBe(1);
});
