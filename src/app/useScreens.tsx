import { Suspense, useCallback, useContext, useEffect, useMemo } from 'react';
import { useStore } from 'zustand';
import type { ScreensAtHand, ScreensPlace } from '@/features/contract/screens';
import type { WhoReads } from '@/features/screens/firstWindow';
import { openSecond, type Opener } from '@/features/screens/openWindow';
import type { Looking } from '@/features/viewer/context/viewerSlots';
import type { StepStudy } from '@/features/viewer/state/steps';
import type { ViewerPageProps } from '@/features/viewer/page/viewerPageProps';
import { withTexts } from '@/i18n/fetchTexts';
import { memoryParts } from '@/imaging/stack/cacheSize';
import type { Right } from '@/protocol/rights';
import { latePart, NothingThere } from '@/ui/latePart';
import { useScreen } from '@/ui/useScreen';
import { placeBeside } from '@/view/screens';
import type { ViewState } from '@/view/viewState';
import { updateView, type ViewStore } from '@/view/viewStore';
import { BackGuardContext } from './backGuard';
import { forgetReading, keepReading, keptReading, readingScreens, secondPath } from './readingScreens';

const ScreensWork = latePart(
  () => withTexts(import('@/features/screens/ScreensWork'), 'secondWindow'),
  NothingThere,
);

/** Whether this browser keeps two windows together: not on plain http away from this machine. */
const canHaveTwo = (): boolean =>
  'locks' in navigator && 'BroadcastChannel' in globalThis && globalThis.crypto?.subtle !== undefined;

/** Takes the first place of a reading; false where another window has it. */
async function beginFirst(reading: string, reader: WhoReads | undefined): Promise<boolean> {
  const [{ FirstWindow }, { takePlace }] = await Promise.all([
    import('@/features/screens/firstWindow'),
    import('@/features/screens/places'),
  ]);
  if (readingScreens.getState().first) return true;
  if (!(await takePlace(navigator.locks, reading, 'first'))) return false;
  keepReading(reading);
  const onSecond = (isHere: boolean) => memoryParts.setState({ parts: isHere ? 2 : 1 });
  const isClosed = () => readingScreens.getState().window?.closed === true;
  const { locks } = navigator;
  readingScreens.setState({
    first: new FirstWindow({ reading, locks, reader, isClosed, onSecond, onOver: forgetReading }),
  });
  return true;
}

/** A random name. */
const newReading = (): string =>
  btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

/** Opens the second window of this reading, or brings it to the front; in the press of a key or button. */
async function openOther({ say }: Pick<ScreensPlace, 'say'>, reader: WhoReads | undefined): Promise<void> {
  const { first, window: opened } = readingScreens.getState();
  if (first?.isOpen) {
    opened?.focus();
    return say('front');
  }
  if (!canHaveTwo()) return say('unsupported');
  const reading = first?.reading ?? newReading();
  const url = import.meta.env.BASE_URL + secondPath(reading);
  const second = openSecond(globalThis as unknown as Opener, url, `isocenter-second-${reading}`);
  if (!second) return say('blocked');
  readingScreens.setState({ window: second.window });
  const isFirst = await beginFirst(reading, reader).catch(() => false);
  if (!isFirst) return say('failed');
  return say(await second.placed);
}

interface ScreensParts {
  /** Who reads, where somebody has signed in; `nobody`: no second window can be had. */
  readonly reader: WhoReads | undefined | 'nobody';
  readonly view: ViewState;
  readonly may: ReadonlySet<Right>;
  readonly stepStudy: StepStudy | undefined;
}

/** The second window, for the viewer of the first: at hand for keys and menus, and its work in the place of what people do together. */
export function useScreens({ reader, view, may, stepStudy }: ScreensParts) {
  const first = useStore(readingScreens, (state) => state.first);
  const isPhone = useScreen() === 'phone';
  const canOpen = reader !== 'nobody' && !isPhone;
  const who = reader === 'nobody' ? undefined : reader;
  // This tab had a second window before it was loaded again: it may be waiting.
  useEffect(() => {
    const kept = canOpen && canHaveTwo() && !readingScreens.getState().first ? keptReading() : undefined;
    if (kept !== undefined) void beginFirst(kept, who).catch(() => undefined);
  }, [canOpen, who]);
  // Two patients are never on two screens at once: the next comes here once nothing of this one is to be seen there.
  const guard = useContext(BackGuardContext);
  useEffect(() => {
    guard.covers = () => {
      const { first } = readingScreens.getState();
      return first?.isShowing ? first.cover() : undefined;
    };
    return () => {
      guard.covers = undefined;
    };
  }, [guard]);
  const atHand = useMemo(
    (): ScreensAtHand | undefined =>
      canOpen
        ? {
            open: (place) => void openOther(place, who),
            isOpen: () => readingScreens.getState().first?.isOpen === true,
            around: (go, act) => {
              const { first } = readingScreens.getState();
              if (first) first.around(go, act);
              else act();
            },
            send: (series, views) => updateView(views, (now) => placeBeside(now, series)),
          }
        : undefined,
    [canOpen, who],
  );
  const hasWork = first !== undefined || view.screens !== undefined;
  const work = useCallback(
    ({ archive, views, engine, summonEngine, series, hands, say }: Looking) =>
      hasWork && (
        <Suspense fallback={null}>
          <ScreensWork
            {...{ first, archive, views, engine, summonEngine, series, hands, say, may }}
            step={stepStudy && stepOf(stepStudy, views)}
            open={canOpen ? () => void openOther({ say }, who) : undefined}
          />
        </Suspense>
      ),
    [hasWork, first, may, stepStudy, canOpen, who],
  );
  return { atHand, work };
}

const stepOf = (step: StepStudy, views: ViewStore) => (by: 1 | -1) =>
  void step(views.getState().view.studies[0], by);

type TogetherSlot = NonNullable<ViewerPageProps['togetherSlot']>;

/** The place of what people do together, with the work of the second window in it. */
export const useWithScreens = (
  slot: TogetherSlot | undefined,
  work: ReturnType<typeof useScreens>['work'],
): TogetherSlot =>
  useCallback(
    (looking) => {
      const { button = null, work: others = null } = slot?.(looking) ?? {};
      return {
        button,
        work: (
          <>
            {others}
            {work(looking)}
          </>
        ),
      };
    },
    [slot, work],
  );
