import type { DicomJson } from '@/dicom/dataset/dicomJson';
import { EMPTY_PANE, LOADING_PANE, type EngineFacts, type PaneStatus } from '@/imaging/pane/paneStore';
import { isKeyImage } from '@/view/actions';
import { blinkPair } from '@/view/blink';
import { isRegistered } from '@/view/linked/registrations';
import { isCut } from '@/view/cut';
import { layerOf } from '@/view/layers';
import { isScroll } from '@/view/sameView';
import type { Cine, Pane, ViewState } from '@/view/viewState';
import { derive, type Readable } from './derived';
import { standingOf, type Standing, type StandingReach } from '@/features/viewer/commands/whyOff';

/** The view but for the image that a pane shows, and the place of its planes, which may be those of before. */
export interface SteadyView extends Omit<ViewState, 'panes' | 'crosses'> {
  readonly crosses?: unknown;
  readonly panes: readonly (SteadyPane | null)[];
}
export interface SteadyPane extends Omit<Pane, 'at'> {
  readonly at?: unknown;
}

const STEADY = [
  ...(['state', 'fault', 'retryAtMs', 'study', 'series', 'count', 'playing'] as const),
  ...(['unit', 'graphics', 'isWindowProvisional', 'isRendered', 'hasLostProfile'] as const),
] as const satisfies readonly (keyof PaneStatus)[];

/** What a pane says of its images alike, most of the time. What it says of one may be that of an image before. */
export type SteadyStatus = Pick<PaneStatus, (typeof STEADY)[number]> & {
  readonly [Key in Exclude<keyof PaneStatus, (typeof STEADY)[number]>]?: unknown;
};

const isSameStatus = (a: SteadyStatus, b: SteadyStatus): boolean => STEADY.every((key) => a[key] === b[key]);

export interface Pressed {
  readonly inverted: boolean;
  readonly mirrored: boolean;
  readonly cine: Cine['mode'] | undefined;
  readonly isPlaying: boolean;
  /** The image on the screen bears a star. */
  readonly isStarred: boolean;
  readonly isScrollLinked: boolean;
  readonly isWindowLinked: boolean;
  readonly isZoomLinked: boolean;
  readonly isPanLinked: boolean;
  readonly isBlinking: boolean;
  readonly isRegistered: boolean;
  readonly hasLines: boolean;
  readonly hasPoint: boolean;
  /** A pane shows a plane. */
  readonly isCut: boolean;
  /** A series is laid over one. */
  readonly isFused: boolean;
}

type IsSame = (a: DicomJson | undefined, b: DicomJson | undefined) => boolean;

/**
 * What the parts of the page follow. At a step of a scroll the view and the facts change; most of what is read off them does
 * not, and hundreds of readers who find that out each for himself take longer than the picture. Each of these finds it out
 * once, and tells of differences only.
 */
export interface Followed {
  /** How the active pane stands. */
  readonly standing: Readable<Standing>;
  /** What of the active pane buttons show as pressed. */
  readonly pressed: Readable<Pressed>;
  readonly views: Readable<SteadyView>;
  readonly loads: Readable<EngineFacts['loads']>;
  /** What a pane holds; as long as nobody tells, a pane with a series loads. */
  status(pane: number): Readable<PaneStatus>;
  steady(pane: number): Readable<SteadyStatus>;
  /** Whether the image on the screen bears a star. */
  isStarred(pane: number): Readable<boolean>;
  /** The object that a pane speaks of, as long as it says the same: the same dataset. `isSame` must stay the same. */
  subject(pane: number, isSame: IsSame): Readable<DicomJson | undefined>;
}

/** Whether two objects hold the same in all fields. */
const isSameFlat = <T extends object>(a: T, b: T): boolean =>
  (Object.keys(a) as (keyof T)[]).every((key) => a[key] === b[key]);

/** What is made for each key, once. */
function perKey<K, T>(make: (key: K) => T): (key: K) => T {
  const known = new Map<K, T>();
  return (key) => {
    const made = known.get(key) ?? make(key);
    known.set(key, made);
    return made;
  };
}

export function createFollowed(reach: StandingReach): Followed {
  const { views, facts, engine } = reach;
  const steadyViews = derive([views], () => views.getState().view, isScroll);
  const status = perKey((pane: number) =>
    derive([facts, steadyViews], (): PaneStatus => {
      const isPlaced = (steadyViews.getState().panes[pane] ?? null) !== null;
      return facts.getState().panes[pane] ?? (isPlaced ? LOADING_PANE : EMPTY_PANE);
    }),
  );
  const subjects = perKey((pane: number) =>
    perKey((isSame: IsSame) => {
      const of = status(pane);
      return derive([of], () => of.getState().subject?.dataset, isSame);
    }),
  );
  const isStarred = ({ image }: PaneStatus): boolean =>
    image !== undefined && isKeyImage(views.getState().view, image);
  const done = engine ? [engine.history, engine.measures] : [];
  return {
    standing: derive([views, facts, ...done], () => standingOf(reach), isSameFlat),
    pressed: derive(
      [steadyViews, facts],
      (): Pressed => {
        const { panes, active, links, point } = views.getState().view;
        const { inverted, mirrored, cine } = panes[active] ?? {};
        const now = status(active).getState();
        return {
          inverted: inverted === true,
          mirrored: mirrored === true,
          cine: cine?.mode,
          isPlaying: now.playing,
          isStarred: isStarred(now),
          isScrollLinked: links?.scroll === true,
          isWindowLinked: links?.window === true,
          isZoomLinked: links?.zoom === true,
          isPanLinked: links?.pan === true,
          isRegistered: isRegistered(links),
          isBlinking: blinkPair(views.getState().view) !== undefined,
          hasLines: links?.lines === true,
          hasPoint: point !== undefined,
          isCut: isCut({ panes }),
          isFused: panes.some((pane) => layerOf(pane) !== undefined),
        };
      },
      isSameFlat,
    ),
    isStarred: perKey((pane: number) => {
      const of = status(pane);
      return derive([of, steadyViews], () => isStarred(of.getState()));
    }),
    views: steadyViews,
    loads: derive([facts], () => facts.getState().loads),
    status,
    steady: perKey((pane: number) => {
      const of = status(pane);
      return derive([of], (): SteadyStatus => of.getState(), isSameStatus);
    }),
    subject: (pane, isSame) => subjects(pane)(isSame),
  };
}
