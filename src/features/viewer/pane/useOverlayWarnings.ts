import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { useT, type Translate } from '@/i18n/t';
import type { OverlayFacts, PaneOverlay } from '@/imaging/contract';
import { isSeen } from '@/view/overlays';
import type { Overlay } from '@/view/viewState';
import { useView, useViewer } from '@/features/viewer/context/viewerContext';
import { overlayTitle } from '@/features/viewer/state/overlayTitle';
import type { ImageWarningLine } from './imageWarnings';

type Told = {
  readonly objects: Readonly<Record<string, OverlayFacts>>;
  readonly panes: Readonly<Record<number, readonly PaneOverlay[]>>;
};
const NOTHING = createStore<Told>(() => ({ objects: {}, panes: {} }));
const NONE: readonly PaneOverlay[] = [];

const NOT_DRAWN = {
  'other-frame': 'overlay.otherFrame',
  'no-place': 'overlay.noPlace',
  'other-patient': 'overlay.otherPatient',
  'pixels-only': 'overlay.pixelsOnly',
} as const;
/** So many structures are named in a line. */
const MOST_NAMED = 6;

/** Title and maker, and how what is seen of it was made. */
function whatOf(title: string, facts: OverlayFacts, overlay: Overlay | undefined, t: Translate): string {
  const name = [title || t(`overlay.kind.${facts.kind}`), facts.maker].filter(Boolean).join(' · ');
  const seen = facts.parts.filter((part) => overlay === undefined || isSeen(overlay, part.number));
  const made = new Set(seen.map((part) => part.madeBy));
  if (made.size === 0 || made.has(undefined)) return name;
  if (made.size === 1 && made.has('MANUAL')) return t('overlay.over.hand', { what: name });
  if (made.size === 1 && made.has('AUTOMATIC')) return t('overlay.over.computed', { what: name });
  return made.has('AUTOMATIC') || made.has('SEMIAUTOMATIC') ? t('overlay.over.partly', { what: name }) : name;
}

const namesOf = (names: readonly string[]): string =>
  [...names.slice(0, MOST_NAMED), ...(names.length > MOST_NAMED ? ['…'] : [])].join(', ');

/** What of an object that is drawn is not, or otherwise than it says. */
function doubtsOf(
  { sop, beside, planes, apart = [], against = 0, notAcross = [] }: PaneOverlay,
  { what, isStructures, isCut }: { what: string; isStructures: boolean; isCut: boolean },
  t: Translate,
): readonly ImageWarningLine[] {
  const id = `over-${sop}`;
  const warn = { tone: 'warn', icon: 'warning' } as const;
  const lines: (ImageWarningLine | false)[] = [
    apart.length > 0 && {
      ...{ id: `${id}.apart`, ...warn, short: t('overlay.beside.short') },
      text: t('overlay.apart', { what, names: namesOf(apart) }),
    },
    notAcross.length > 0 && {
      ...{ id: `${id}.across`, ...warn, short: t('overlay.beside.short') },
      text: t('overlay.notAcross', { what, names: namesOf(notAcross) }),
    },
    against > 0 && {
      ...{ id: `${id}.against`, ...warn, short: t(isCut ? 'overlay.beside.short' : 'overlay.against.short') },
      text: t(isCut ? 'overlay.againstOnPlanes' : 'overlay.against', { what, count: against }),
    },
    beside > 0 && {
      ...{ id: `${id}.beside`, ...warn, short: t('overlay.beside.short') },
      text: t(isStructures ? 'overlay.besideContours' : 'overlay.beside', { what, beside, count: planes }),
    },
  ];
  return lines.filter((one) => one !== false);
}

/** What lies over a pane's images or plane, whose it is, and what of it is not drawn, in a line each. */
export function useOverlayWarnings(pane: number): readonly ImageWarningLine[] {
  const t = useT();
  const { engine, studies } = useViewer();
  const told = engine?.overlays.told ?? NOTHING;
  const ofPane = useStore(told, ({ panes }) => panes[pane] ?? NONE);
  const objects = useStore(told, (all) => all.objects);
  const overlays = useView((view) => view.overlays);
  const cut = useView(({ panes }) => panes[pane]?.cut);
  return ofPane.flatMap((one): readonly ImageWarningLine[] => {
    const { sop, said, isRegistered } = one;
    const facts = objects[sop];
    if (!facts) return [];
    const overlay = overlays?.find((other) => other.sop === sop);
    const title = overlay ? overlayTitle(studies, overlay, facts.title) : facts.title;
    const what = whatOf(title, facts, overlay, t);
    const name = title || t(`overlay.kind.${facts.kind}`);
    const id = `over-${sop}`;
    if (said !== 'drawn') {
      const text = t(NOT_DRAWN[said], { what: name });
      return [{ id, tone: 'warn', icon: 'warning', text }];
    }
    const over = [
      t('overlay.over', { what }),
      ...(isRegistered ? [t('overlay.registered')] : []),
      ...(cut?.slab ? [t('overlay.slab')] : []),
    ];
    const doubts = { what: name, isStructures: facts.kind === 'structures', isCut: cut !== undefined };
    return [
      ...[
        { id, tone: 'plain', icon: 'overlay', text: over.join(' '), short: t('overlay.over.short') } as const,
      ],
      ...doubtsOf(one, doubts, t),
    ];
  });
}
