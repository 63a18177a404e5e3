import type { Engine } from '@/imaging/contract';
import { isSameValue, toAdopted } from '@/measurement/same';
import type { Adopted, Measurement } from '@/measurement/measurement';
import { followImage, ledImage } from '@/view/linked/paneLinks';
import { changedInCommon } from '@/view/screens';
import type { ViewState } from '@/view/viewState';
import { updateView, type ViewStore } from '@/view/viewStore';
import type { HandsChosen, HandsOfWindow } from '@/features/contract/hands';
import type { BoundSecond, MarksOfFirst, SecondWindow, StudyOfFirst } from './secondWindow';
import { sayView, viewSaid } from './words';

interface SecondPlace {
  readonly archive: string;
  readonly views: ViewStore;
  readonly engine: Engine | undefined;
  readonly hands: HandsOfWindow;
}

/** How many words of each kind were said of a study: they outlive the engine's coming. */
export interface SaidCount {
  view: number;
  marks: number;
}

/** Ties the viewer of the second window to the first: what is shown there is shown here, what is done here is done there. */
export function bindSecond(
  second: Pick<SecondWindow, 'bind' | 'say'>,
  { archive, views, engine, hands }: SecondPlace,
  said: SaidCount,
): () => void {
  let isTaking = false;
  const changed = ({ view }: { view: ViewState }, { view: before }: { view: ViewState }) => {
    if (isTaking || view === before) return;
    const led = isFollowing || !engine ? undefined : ledImage(before, view, engine.linked);
    said.view += 1;
    const changed = [...changedInCommon(before, view)];
    const { link, stars } = sayView(archive, view);
    // All of them, where they are what was changed: of what is not, the first window has its own.
    const withStars = stars && changed.includes('keyImages') ? { stars } : {};
    second.say((turn) => ({
      ...{ is: 'view', turn, n: said.view, link, ...withStars, changed },
      ...(led ? { led } : {}),
    }));
  };
  const isSaidAlike = (one: ViewState, other: ViewState) =>
    isSameValue(sayView(archive, one), sayView(archive, other));
  let isFollowing = false;
  const take = (word: StudyOfFirst) => {
    const { led, seen } = word;
    const view = viewSaid(word);
    // What was done here meanwhile is on its way there, and comes back.
    const isNew = seen >= said.view && !isSaidAlike(view, views.getState().view);
    if (isNew) {
      isTaking = true;
      views.setState({ view });
      isTaking = false;
    }
    if (!led || !engine) return;
    isFollowing = true;
    updateView(views, (view) => followImage(view, led, engine.linked));
    isFollowing = false;
  };

  let isChosenThere = false;
  const chosen = ({ hands: now }: HandsChosen, { hands: before }: HandsChosen) => {
    if (!isChosenThere && now !== before) second.say((turn) => ({ is: 'hands', turn, hands: now }));
  };
  const marks = engine && bindMarks(second, engine, said);
  const bound: BoundSecond = {
    take,
    takeMarks: (word) => marks?.take(word),
    takeHands: (word) => {
      isChosenThere = true;
      hands.adopt(word.hands, word.unkept);
      isChosenThere = false;
    },
    conclude: () => engine?.measuring.conclude(),
  };
  const stops = [views.subscribe(changed), hands.store.subscribe(chosen), second.bind(bound), marks?.stop];
  return () => {
    for (const stop of stops) stop?.();
  };
}

const byId = <One extends { readonly id: string }>(list: readonly One[]) =>
  new Map(list.map((one) => [one.id, one]));

/** The first window has the one list of measurements; what is drawn, changed and deleted here is said there at once. */
function bindMarks(second: Pick<SecondWindow, 'say'>, engine: Engine, said: SaidCount) {
  let known = new Map<string, Adopted>();
  const changed = (list: readonly Measurement[], before: readonly Measurement[]) => {
    const was = byId(before);
    const is = byId(list);
    const put = list
      .filter((one) => was.get(one.id) !== one)
      .map(toAdopted)
      .filter((one) => !isSameValue(one, known.get(one.id)));
    const removed = before.map(({ id }) => id).filter((id) => !is.has(id) && known.has(id));
    if (put.length === 0 && removed.length === 0) return;
    for (const one of put) known.set(one.id, one);
    for (const id of removed) known.delete(id);
    said.marks += 1;
    second.say((turn) => ({ is: 'marks', turn, n: said.marks, put, removed }));
  };
  return {
    take({ list, seen }: MarksOfFirst) {
      if (seen < said.marks) return;
      known = byId(list);
      void engine.measuring.mirror(list);
    },
    stop: engine.measures.subscribe(({ list }, before) => {
      if (list !== before.list) changed(list, before.list);
    }),
  };
}
