import { Suspense } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { spoken } from '@/i18n/language';
import type { MessageKey } from '@/i18n/en';
import { useT } from '@/i18n/t';
import type { PaneFault, PaneState, PaneStatus } from '@/imaging/pane/paneStore';
import { describeFault } from '@/kinds/describeError';
import { describeListError } from '@/kinds/describeListError';
import { Button } from '@/ui/Button';
import { Icon } from '@/ui/Icon';
import { latePart } from '@/ui/latePart';
import type { IconName } from '@/ui/icons';
import { patchPane } from '@/view/actions';
import { closePlanes } from '@/view/cut';
import { updateView } from '@/view/viewStore';
import { KindPane } from './KindPane';
import { pictureWordOf } from '@/features/viewer/state/overlayText';
import { useBreastState } from '@/features/viewer/context/breastState';
import { useHungPane } from '@/features/viewer/context/hungPane';
import type { HungPane } from '@/features/viewer/state/hangBy';
import { selectorText } from '@/features/viewer/state/hangingWords';
import { useOtherKind, useOtherWords, usePaneKind } from '@/features/viewer/context/paneKind';
import styles from '@/features/viewer/styles/panes.module.css';
import { toggleSheet } from '@/features/viewer/state/shell';
import { isGone, StudyGone } from './StudyGone';
import { useSecondsUntil } from '@/features/viewer/context/useSecondsUntil';
import { useIsEngineLate } from './WaitingNotice';
import {
  useLoad,
  usePlaced,
  useSeriesOf,
  useImage,
  useStatus,
  useView,
  useViewer,
  type StudySeries,
} from '@/features/viewer/context/viewerContext';

const DocumentOffer = latePart(() => import('./DocumentOffer'));

type Offer = 'stored' | 'retry' | 'start' | 'next' | 'other' | 'choose' | 'tags' | 'list';

interface Face {
  readonly icon: IconName;
  readonly tone: 'plain' | 'warn' | 'bad';
  /** Said when the engine gives no reason of its own. */
  readonly title: MessageKey;
  readonly text: MessageKey;
  /** Best first. */
  readonly offers: readonly Offer[];
}

/** What is said for each state without a picture; `loading` has a face of its own. */
const FACES: Readonly<Record<Exclude<PaneState, 'shown' | 'stale' | 'loading'>, Face>> = {
  empty: { icon: 'empty', tone: 'plain', title: 'state.empty', text: 'state.empty.text', offers: ['choose'] },
  unverified: {
    icon: 'unverified',
    tone: 'warn',
    title: 'state.unverified',
    text: 'state.unverified.text',
    offers: ['retry', 'next', 'tags'],
  },
  unsupported: {
    icon: 'unsupported',
    tone: 'plain',
    title: 'state.unsupported',
    text: 'state.unsupported.text',
    offers: ['stored', 'other', 'tags', 'list'],
  },
  refused: {
    icon: 'refused',
    tone: 'plain',
    title: 'state.refused',
    text: 'state.refused.text',
    offers: ['retry', 'other'],
  },
  unreachable: {
    icon: 'unreachable',
    tone: 'bad',
    title: 'state.unreachable',
    text: 'state.unreachable.text',
    offers: ['retry'],
  },
  failed: {
    icon: 'failed',
    tone: 'bad',
    title: 'state.failed',
    text: 'state.failed.text',
    offers: ['retry', 'other', 'tags'],
  },
};

/** Where a reference leads to nothing, the way on is the reader's choice. */
const OFFERS_BY_FAULT: Partial<Record<PaneFault['code'], readonly Offer[]>> = {
  'image-gone': ['retry', 'start', 'other'],
  'frame-gone': ['start', 'other'],
  'no-images': ['tags', 'other', 'list'],
  'no-engine': ['retry'],
};

const DENIED_OFFERS: readonly Offer[] = ['retry', 'other', 'list'];

/** In place of the picture: what happened, what it means, what to do. What is to be said beside a picture is a warning. */
export function PaneCover({ pane }: { pane: number }) {
  const state = useStatus(pane, ({ state }) => state);
  const { studies } = useViewer();
  const isOpening = useBreastState(({ isOpening }) => isOpening);
  const active = useView((view) => view.active);
  const isBare = useView(({ panes }) => panes.every((each) => each === null));
  const isAtRest = state !== 'shown' && state !== 'stale' && state !== 'loading';
  if (isAtRest && studies.every(isGone)) return <StudyGone />;
  if (state === 'shown' || state === 'stale') return null;
  // Nothing is placed before it is known what there is.
  const isListAwaited =
    state === 'empty' && pane === active && (isOpening || studies.some(isAwaited)) && isBare;
  if (state === 'loading' || isListAwaited) return <Loading pane={pane} />;
  return <NoPicture pane={pane} face={FACES[state]} />;
}

/** What is no image is shown by its own kind of pane; everything else says what it is. */
function NoPicture({ pane, face }: { pane: number; face: Face }) {
  const kind = usePaneKind(pane);
  if (!kind) return <Message pane={pane} face={face} />;
  return <KindPane pane={pane} kind={kind} waiting={<Loading pane={pane} />} />;
}

const isAwaited = ({ state }: StudySeries) => state === 'loading';

/** That an archive has not what it lists: its description fails there, and why is known there only. */
const NOT_DESCRIBED = { title: 'state.notDescribed', text: 'state.notDescribed.text', values: {} } as const;

/** What is said for a pane without a picture: of a fault, of what was hung there, or of its state. */
function useSaid(pane: number, face: Face, isDenied: boolean) {
  const t = useT();
  const { studies } = useViewer();
  const fault = useStatus(pane, ({ fault }) => fault);
  const kept = useHungPane(pane);
  const other = useOtherWords(pane, useOtherKind(pane) ?? 'other');
  if (fault?.code === 'no-images')
    return { title: t(other.title), text: t(other.text, { name: other.name }) };
  const words = isDenied
    ? NOT_DESCRIBED
    : fault
      ? describeFault(fault)
      : (emptyWords(studies, face) ?? (kept && face === FACES.empty ? keptWords(t, kept) : undefined));
  if (!words) return { title: t(face.title), text: t(face.text) };
  return { title: t(words.title, words.values), text: t(words.text, words.values) };
}

interface Place {
  readonly index: number;
  readonly count: number;
}

/** What can be done, best first; what would lead nowhere is not offered. */
function useOffers(pane: number, face: Face, isDenied: boolean, place: Place) {
  const viewer = useViewer();
  const fault = useStatus(pane, ({ fault }) => fault);
  const isCut = useView(({ panes }) => panes[pane]?.cut !== undefined);
  const run: Readonly<Record<Offer, () => void>> = {
    retry: () => {
      if (viewer.engine) viewer.engine.retry(pane);
      else if (fault?.code === 'no-engine') viewer.retryEngine();
      else viewer.early.retry(pane);
    },
    stored: () => updateView(viewer.views, (view) => closePlanes(view, pane, view.panes[pane]?.at)),
    start: () => updateView(viewer.views, (view) => patchPane(view, pane, { at: undefined })),
    next: () => {
      const by = place.index + 1 < place.count ? 1 : -1;
      viewer.hand.servePicture(pane, (pictures) => pictures.scrollBy(pane, by), 'series');
    },
    other: () => chooseSeries(viewer),
    choose: () => chooseSeries(viewer),
    tags: () => viewer.shell.setState({ dialog: 'tags' }),
    list: () => viewer.back?.(),
  };
  const count = viewer.studies.reduce((sum, { series }) => sum + series.length, 0);
  const isOffered: Partial<Record<Offer, boolean>> = {
    stored: isCut,
    next: place.count > 1,
    choose: count > 0,
    other: count !== 1,
    list: viewer.back !== undefined && count === 1,
  };
  return (isDenied ? DENIED_OFFERS : ((fault && OFFERS_BY_FAULT[fault.code]) ?? face.offers))
    .filter((offer) => isOffered[offer] ?? true)
    .map((offer) => ({ offer, run: run[offer] }));
}

function Message({ pane, face }: { pane: number; face: Face }) {
  const t = useT();
  const fault = useStatus(pane, ({ fault }) => fault);
  const seconds = useSecondsUntil(useStatus(pane, ({ retryAtMs }) => retryAtMs));
  const place = useImage(
    pane,
    useShallow(({ index, count }) => ({ index, count })),
  );
  // Of an image that is gone another is told; here the archive denies a whole series that it lists.
  const isListed = useSeriesOf(pane) !== undefined;
  const isDenied = fault?.code === 'not-found' && isListed && place.count === 0;
  const { title, text } = useSaid(pane, face, isDenied);
  const offers = useOffers(pane, face, isDenied, place);
  const word = useImage(pane, pictureWordOf);
  const kind = useOtherKind(pane);
  return (
    <div
      dir={spoken().direction}
      className={styles['cover']}
      role={face.icon === 'empty' ? 'status' : 'alert'}
      data-tone={face.tone}
    >
      <Icon name={isDenied ? FACES.failed.icon : face.icon} size={28} stroke={1.4} />
      <h2>{title}</h2>
      <p>{text}</p>
      {seconds !== undefined && <p>{t('state.again', { seconds })}</p>}
      <div className={styles['offers']}>
        {kind === 'document' && (
          <Suspense>
            <DocumentOffer pane={pane} />
          </Suspense>
        )}
        {offers.map(({ offer, run }, at) => (
          <Button key={offer} kind={at === 0 && offer === 'retry' ? 'primary' : 'plain'} onClick={run}>
            {t(offer === 'retry' && seconds !== undefined ? 'state.tryNow' : OFFERS[offer])}
          </Button>
        ))}
      </div>
      {place.count > 1 && (
        <p className={styles['small']}>
          {t(`pane.${word}Of`, { place: place.index + 1, count: place.count })}
        </p>
      )}
    </div>
  );
}

/** A pane that an arrangement keeps for what is not there, or not yet. */
const keptWords = (t: ReturnType<typeof useT>, { selector, state }: HungPane) => {
  // Something hung there, and was taken away: then it is an empty pane like another.
  if (state === 'hung') return undefined;
  const name =
    selector.role !== 'current'
      ? (`hanging.prior.${state}` as const)
      : state === 'waiting'
        ? 'hanging.waiting'
        : 'hanging.missing';
  const what = selectorText(t, { ...selector, role: 'current' });
  return { title: name, text: `${name}.text`, values: { what } } as const;
};

/** A pane with nothing placed, because the list of series did not come: says so, instead of asking to choose. */
function emptyWords(studies: ReturnType<typeof useViewer>['studies'], face: Face) {
  if (face !== FACES.empty || studies.some(({ series }) => series.length > 0)) return undefined;
  const failed = studies.find(({ state }) => state === 'failed');
  return failed && describeListError(failed.error);
}

const OFFERS: Readonly<Record<Offer, MessageKey>> = {
  stored: 'cut.stored',
  retry: 'common.retry',
  start: 'state.start',
  next: 'state.next',
  other: 'state.other',
  choose: 'state.choose',
  tags: 'state.tags',
  list: 'app.toWorklist',
};

/** Leads to the series list of this screen. */
function chooseSeries({ shell, screen }: ReturnType<typeof useViewer>): void {
  if (screen === 'desk') shell.setState({ leftOpen: true });
  else if (shell.getState().sheet !== 'series') toggleSheet(shell, 'series');
  requestAnimationFrame(() => document.querySelector<HTMLElement>('[data-testid="series-thumb"]')?.focus());
}

/** How much of a series is here, from 0 to 1: of its pixels, or, before them, of what describes them. */
function shareOf(
  { loaded, atOnce }: { readonly loaded: number; readonly atOnce: number | undefined },
  wanted: number,
  { described = 0, of = 0 }: Partial<NonNullable<PaneStatus['describing']>>,
): number {
  if (of > 0) return described / of;
  return wanted > 0 ? loaded / (atOnce ?? wanted) : 0;
}

/** The first picture, or what else it is, on its way: a name and a number, no skeleton. */
function Loading({ pane }: { pane: number }) {
  const t = useT();
  const index = useImage(pane, ({ index }) => index);
  const series = useSeriesOf(pane);
  const isDescribed = useImage(pane, ({ subject }) => subject !== undefined);
  // Of what nobody has told what it is, no kind is said.
  const kind = useOtherKind(pane) ?? (series || isDescribed ? 'image' : 'other');
  const word = useImage(pane, pictureWordOf);
  const placed = usePlaced(pane);
  const count = useStatus(pane, ({ count }) => count);
  const load = useLoad(
    placed,
    useShallow((load) => ({ loaded: load?.loaded ?? 0, wanted: load?.wanted ?? 0, atOnce: load?.atOnce })),
  );
  const describing = useImage(
    pane,
    useShallow(({ describing }) => ({ ...describing })),
  );
  const engine = useIsEngineLate(pane);
  const wanted = kind === 'image' ? load.wanted || count || series?.instanceCount || 0 : 0;
  return (
    <div dir={spoken().direction} className={styles['cover']} role="status" data-reading="">
      <h2>{count > 1 ? t(`state.loading.${word}`, { place: index + 1 }) : t(`kind.${kind}.loading`)}</h2>
      <div className={styles['progress']}>
        <i style={{ width: `${100 * shareOf(load, wanted, describing)}%` }} />
      </div>
      <p className={styles['small']}>
        {describing.of !== undefined
          ? t('state.loading.described', { count: describing.of, described: describing.described ?? 0 })
          : wanted > 0
            ? t('state.loading.count', { loaded: load.loaded, wanted })
            : (series?.description ?? '')}
      </p>
      {(engine.isLate || engine.hasWork) && (
        <p>
          {t('state.engineLate.cover')} {engine.hasWork && t('state.engineLate.kept')}
        </p>
      )}
    </div>
  );
}
