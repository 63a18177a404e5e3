import type { Archive, SeriesSummary } from '@/archive/contract/archive';
import type { MessageKey } from '@/i18n/en';
import type { AskedOf, Engine, ToolInHand, WaitingHand } from '@/imaging/contract';
import type { FactsStore } from '@/imaging/pane/paneStore';
import type { StoreApi } from 'zustand/vanilla';
import type { IconName } from '@/ui/icons';
import {
  activate,
  fit,
  invert,
  mirror,
  reset,
  rotate,
  toggleGraphics,
  toggleKeyImage,
  upend,
} from '@/view/actions';
import type { KeyImage, ViewState } from '@/view/viewState';
import type { Right } from '@/protocol/rights';
import { hangView, updateView, type ViewStore } from '@/view/viewStore';
import { alone, nextPane, backTogether } from '@/features/viewer/state/arrange';
import { BLINK_ACTIONS } from './blinkActions';
import { BREAST_ACTIONS } from './breastActions';
import { changeSpeed, resetCine, setEnd, stepImage, toggleMode } from './cineActions';
import { HANGING_ACTIONS } from './hangingActions';
import { CUT_ACTIONS } from './cutActions';
import { FUSE_ACTIONS } from './fuseActions';
import { LINK_ACTIONS } from './linkActions';
import { REGISTRATION_ACTIONS } from './registrationActions';
import { READING_ACTIONS } from './readingActions';
import { SCREEN_ACTIONS } from './screenActions';
import { goInPast, SECOND_SCREEN_ACTIONS } from './secondScreenActions';
import { seenImage } from './seenImage';
import { stepPart } from '@/features/viewer/state/parts';
import type { Shell } from '@/features/viewer/state/shell';
import { hangPrior, type PriorsAtHand } from '@/features/viewer/state/priors';
import type { BreastsAtHand } from '@/features/viewer/state/breasts';
import type { HandsAtHand } from '@/features/viewer/state/hands';
import type { HangingsAtHand } from '@/features/viewer/state/hangingState';
import type { ReadingAtHand } from '@/features/viewer/state/reading';
import type { ScreensAtHand } from '@/features/contract/screens';
import { stepSeries, stepStudy, type StepStudy } from '@/features/viewer/state/steps';

/** What an action can reach. The engine is absent until it has started. */
export interface ActionReach {
  readonly views: ViewStore;
  readonly shell: Shell;
  readonly archive?: Archive;
  readonly engine: Engine | undefined;
  /** It does not come: what only it could do is off until it is tried again. */
  readonly hasEngineFailed?: boolean;
  /** It stays away, since no pane holds images: asked for by what only it can do. */
  readonly isEngineResting?: boolean;
  /** What the panes show: told by the early picture, then by the engine. */
  readonly facts: FactsStore;
  /** Where what needs the engine, or a picture, is asked of it: from the first moment. */
  readonly hand: WaitingHand;
  /** What the left button or one finger does. */
  readonly tool: StoreApi<ToolInHand>;
  /** For what is done to one image: that which the reader had before them when they asked, whatever stands there by now. */
  readonly seen?: KeyImage | undefined;
  /** Leaves the study; absent where there is nowhere to go. */
  readonly back: (() => void) | undefined;
  /** Opens the next study of the list, or the one before; absent where there is no list. */
  readonly stepStudy?: StepStudy | undefined;
  /** Other studies of the patient; absent where none are looked for. */
  readonly priors?: PriorsAtHand | undefined;
  /** Keys, buttons and wheel as chosen; absent: as they are where nobody chose. */
  readonly hands?: HandsAtHand | undefined;
  /** Arrangements for like studies; absent where none are kept. */
  readonly hangings?: HangingsAtHand | undefined;
  /** The steps of looking at mammograms. */
  readonly breasts?: BreastsAtHand | undefined;
  /** The state of the study; absent where none is kept. */
  readonly reading?: ReadingAtHand | undefined;
  /** The screens of the reading; absent where there is one, and no other can be had. */
  readonly screens?: ScreensAtHand | undefined;
  /** The series of each study of the view, in the order of the panel. */
  readonly studies?: readonly {
    readonly series: readonly SeriesSummary[];
    readonly state?: 'loading' | 'here' | 'failed';
  }[];
  /** What whoever looks may do. */
  readonly may: ReadonlySet<Right>;
}

/** A one-shot action: one row feeds toolbar, sheet, shortcuts, tooltips, palette, help and tests. */
export interface ActionSpec {
  readonly icon: IconName;
  readonly label: MessageKey;
  /** As keyNames (ui) writes it; absent = no shortcut. */
  readonly key?: string;
  /** More of them: beside a sign, which not every keyboard has, a letter with Shift. */
  readonly more?: readonly string[];
  readonly group: 'image' | 'layout' | 'link' | 'play' | 'edit' | 'screen';
  /** Not offered without it. */
  readonly needs?: Right;
  /** It asks what the picture is, or, of the engine, what was done to it: pressed before that can be told, it is done when it can. */
  readonly asks?: AskedOf;
  /** It is done to one image: to that which the reader sees when they ask. */
  readonly ofImage?: true;
  run(on: ActionReach): void;
}

const view =
  (change: (view: ViewState, pane: number) => ViewState) =>
  ({ views, hand }: ActionReach): void => {
    hand.begin();
    updateView(views, (now) => change(now, now.active));
  };

const activePane = ({ views }: ActionReach): number => views.getState().view.active;

/** One pane alone, or all again. */
function toggleAlone({ views, shell, hand }: ActionReach): void {
  hand.begin();
  const now = views.getState().view;
  const before = shell.getState().beforeMaximise;
  if (before && now.panes.length === 1) {
    shell.setState({ beforeMaximise: undefined });
    hangView(views, backTogether(now, before));
  } else if (now.panes.length > 1) {
    shell.setState({ beforeMaximise: now });
    updateView(views, () => alone(now, now.active));
  }
}

function togglePlay(on: ActionReach): void {
  const pane = activePane(on);
  const { playing = false } = on.engine?.facts.getState().panes[pane] ?? {};
  on.engine?.play(pane, !playing);
}

/** Marks the image that was seen. */
function starImage(on: ActionReach): void {
  const image = seenImage(on);
  if (image) updateView(on.views, (now) => toggleKeyImage(now, image));
}

function removeSelected({ engine }: ActionReach): void {
  const { selected } = engine?.measures.getState() ?? {};
  if (selected !== undefined) engine?.measuring.remove(selected);
}

export const ACTIONS = {
  rotate: { icon: 'rotate', label: 'action.rotate', key: 'r', group: 'image', run: view(rotate) },
  mirror: { icon: 'mirror', label: 'action.mirror', key: 'f', group: 'image', run: view(mirror) },
  upend: { icon: 'upend', label: 'action.upend', key: 'v', group: 'image', run: view(upend) },
  invert: { icon: 'invert', label: 'action.invert', key: 'x', group: 'image', run: view(invert) },
  graphics: {
    icon: 'overlay',
    label: 'action.graphics',
    key: 'g',
    group: 'image',
    run: view(toggleGraphics),
  },
  keyImage: {
    icon: 'star',
    label: 'action.keyImage',
    key: 'y',
    group: 'image',
    asks: 'picture',
    ofImage: true,
    run: starImage,
  },
  reset: { icon: 'reset', label: 'action.reset', key: '0', group: 'image', run: view(reset) },
  fit: { icon: 'fit', label: 'action.fit', key: '9', group: 'image', run: view(fit) },
  oneToOne: {
    icon: 'oneToOne',
    label: 'action.oneToOne',
    key: '8',
    group: 'image',
    asks: 'picture',
    run: (on) => on.hand.servePicture(activePane(on), (pictures) => pictures.oneToOne(activePane(on))),
  },
  calibrate: {
    icon: 'calibrate',
    label: 'action.calibrate',
    key: 'k',
    group: 'image',
    needs: 'measure',
    run: ({ shell }) => shell.setState({ dialog: 'calibrate' }),
  },
  alone: { icon: 'alone', label: 'action.alone', key: 'm', group: 'layout', run: toggleAlone },
  nextSeries: {
    icon: 'nextSeries',
    label: 'action.nextSeries',
    key: 'mod+arrowdown',
    group: 'layout',
    run: (on) => stepSeries(on, 1),
  },
  previousSeries: {
    icon: 'previousSeries',
    label: 'action.previousSeries',
    key: 'mod+arrowup',
    group: 'layout',
    run: (on) => stepSeries(on, -1),
  },
  nextPart: {
    icon: 'next',
    label: 'action.nextPart',
    key: 'j',
    group: 'layout',
    asks: 'picture',
    run: (on) => stepPart(on, 1),
  },
  previousPart: {
    icon: 'previous',
    label: 'action.previousPart',
    key: 'h',
    group: 'layout',
    asks: 'picture',
    run: (on) => stepPart(on, -1),
  },
  nextPane: {
    icon: 'nextPane',
    label: 'action.nextPane',
    key: '.',
    more: ['shift+m'],
    group: 'layout',
    run: view((now) => activate(now, nextPane(now))),
  },
  ...CUT_ACTIONS,
  ...FUSE_ACTIONS,
  ...LINK_ACTIONS,
  ...BLINK_ACTIONS,
  ...REGISTRATION_ACTIONS,
  play: {
    icon: 'play',
    label: 'action.play',
    key: 'space',
    group: 'play',
    asks: 'engine',
    run: togglePlay,
  },
  stepBack: { icon: 'previous', label: 'action.stepBack', key: ',', group: 'play', run: stepImage(-1) },
  stepOn: { icon: 'next', label: 'action.stepOn', group: 'play', run: stepImage(1) },
  slower: {
    icon: 'descending',
    label: 'action.slower',
    key: '-',
    group: 'play',
    asks: 'picture',
    run: changeSpeed(-1),
  },
  faster: {
    icon: 'ascending',
    label: 'action.faster',
    key: '+',
    group: 'play',
    asks: 'picture',
    run: changeSpeed(1),
  },
  playFrom: {
    icon: 'left',
    label: 'action.playFrom',
    group: 'play',
    asks: 'picture',
    ofImage: true,
    run: setEnd('from'),
  },
  playTo: {
    icon: 'right',
    label: 'action.playTo',
    group: 'play',
    asks: 'picture',
    ofImage: true,
    run: setEnd('to'),
  },
  yoyo: { icon: 'redo', label: 'action.yoyo', group: 'play', run: toggleMode('yoyo') },
  once: { icon: 'check', label: 'action.once', group: 'play', run: toggleMode('once') },
  playAll: { icon: 'reset', label: 'action.playAll', group: 'play', run: resetCine },
  undo: {
    icon: 'undo',
    label: 'action.undo',
    key: 'mod+z',
    group: 'edit',
    asks: 'engine',
    run: ({ engine, screens }) => goInPast(screens, 'undo', () => engine?.undo()),
  },
  redo: {
    icon: 'redo',
    label: 'action.redo',
    key: 'mod+shift+z',
    group: 'edit',
    asks: 'engine',
    run: ({ engine, screens }) => goInPast(screens, 'redo', () => engine?.redo()),
  },
  remove: {
    icon: 'remove',
    label: 'action.remove',
    key: 'delete',
    group: 'edit',
    needs: 'measure',
    asks: 'engine',
    run: removeSelected,
  },
  save: {
    icon: 'save',
    label: 'action.save',
    key: 'mod+s',
    group: 'edit',
    needs: 'store',
    run: ({ shell }) => shell.setState({ dialog: 'save' }),
  },
  ...SCREEN_ACTIONS,
  hangPrior: {
    icon: 'prior',
    label: 'action.hangPrior',
    key: 'mod+shift+arrowright',
    group: 'layout',
    run: (on) => hangPrior(on, 'best'),
  },
  olderPrior: {
    icon: 'olderPrior',
    label: 'action.olderPrior',
    key: 'mod+shift+arrowleft',
    group: 'layout',
    run: (on) => hangPrior(on, 'older'),
  },
  ...HANGING_ACTIONS,
  ...BREAST_ACTIONS,
  nextStudy: {
    icon: 'nextStudy',
    label: 'action.nextStudy',
    key: 'mod+shift+arrowdown',
    group: 'screen',
    run: (on) => stepStudy(on, 1),
  },
  previousStudy: {
    icon: 'previousStudy',
    label: 'action.previousStudy',
    key: 'mod+shift+arrowup',
    group: 'screen',
    run: (on) => stepStudy(on, -1),
  },
  ...READING_ACTIONS,
  ...SECOND_SCREEN_ACTIONS,
  back: { icon: 'back', label: 'action.back', group: 'screen', run: ({ back }) => back?.() },
} as const satisfies Record<string, ActionSpec>;

export type ActionId = keyof typeof ACTIONS;
export const ACTION_IDS = Object.keys(ACTIONS) as readonly ActionId[];
/** A row of the table with its optional fields. */
export const actionSpec = (id: ActionId): ActionSpec => ACTIONS[id];
