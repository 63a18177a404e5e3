import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { listText } from '@/i18n/numberText';
import { useT, type Translate } from '@/i18n/t';
import type { OverlayFacts, PaneOverlay } from '@/imaging/contract';
import { isSeen } from '@/view/overlays';
import type { Overlay } from '@/view/viewState';
import { useView, useViewer, type Viewer } from '@/features/viewer/context/viewerContext';
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

/** That planes show nothing of what lies over the images; nothing where nothing does. */
function planesWarning(
  over: readonly Overlay[],
  objects: Told['objects'],
  studies: Viewer['studies'],
  t: Translate,
): readonly ImageWarningLine[] {
  if (over.length === 0) return [];
  const names = over.map((one) => {
    const { title, kind = 'segmentation' } = objects[one.sop] ?? {};
    return overlayTitle(studies, one, title) || t(`overlay.kind.${kind}`);
  });
  const text = t('overlay.notOnPlanes', { what: listText(names) });
  return [{ id: 'over-planes', tone: 'warn', icon: 'warning', text, short: t('overlay.notOnPlanes.short') }];
}

/** What of an overlay that is drawn is not to be seen here, or drawn otherwise than it says. */
function shortfalls(
  { sop, beside, planes, apart = [], against = 0 }: PaneOverlay,
  name: string,
  kind: OverlayFacts['kind'],
  t: Translate,
): readonly ImageWarningLine[] {
  const warn = (what: string, text: string, short: string): ImageWarningLine => ({
    ...{ id: `over-${sop}.${what}`, tone: 'warn', icon: 'warning' },
    ...{ text, short },
  });
  const names = [...apart.slice(0, MOST_NAMED), ...(apart.length > MOST_NAMED ? ['…'] : [])].join(', ');
  const isBeside = kind === 'structures' ? 'overlay.besideContours' : 'overlay.beside';
  return [
    ...(apart.length > 0
      ? [warn('apart', t('overlay.apart', { what: name, names }), t('overlay.beside.short'))]
      : []),
    ...(against > 0
      ? [warn('against', t('overlay.against', { what: name, count: against }), t('overlay.against.short'))]
      : []),
    ...(beside > 0
      ? [warn('beside', t(isBeside, { what: name, beside, count: planes }), t('overlay.beside.short'))]
      : []),
  ];
}

/** What lies over a pane's images, whose it is, and what of it is not drawn, in a line each. */
export function useOverlayWarnings(pane: number): readonly ImageWarningLine[] {
  const t = useT();
  const { engine, studies } = useViewer();
  const told = engine?.overlays.told ?? NOTHING;
  const ofPane = useStore(told, ({ panes }) => panes[pane] ?? NONE);
  const objects = useStore(told, (all) => all.objects);
  const overlays = useView((view) => view.overlays);
  const isCut = useView(({ panes }) => panes[pane]?.cut !== undefined);
  const study = useView(({ panes }) => panes[pane]?.study);
  if (isCut) return planesWarning(overlays?.filter((one) => one.study === study) ?? [], objects, studies, t);
  return ofPane.flatMap((shown): readonly ImageWarningLine[] => {
    const { sop, said } = shown;
    const facts = objects[sop];
    if (!facts) return [];
    const overlay = overlays?.find((one) => one.sop === sop);
    const title = overlay ? overlayTitle(studies, overlay, facts.title) : facts.title;
    const what = whatOf(title, facts, overlay, t);
    const name = title || t(`overlay.kind.${facts.kind}`);
    const id = `over-${sop}`;
    if (said !== 'drawn')
      return [{ id, tone: 'warn', icon: 'warning', text: t(NOT_DRAWN[said], { what: name }) }];
    const [text, short] = [t('overlay.over', { what }), t('overlay.over.short')];
    return [{ id, tone: 'plain', icon: 'overlay', text, short }, ...shortfalls(shown, name, facts.kind, t)];
  });
}
