import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { listText } from '@/i18n/numberText';
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
  if (isCut) {
    const over = overlays?.filter((one) => one.study === study) ?? [];
    if (over.length === 0) return [];
    const text = t('overlay.notOnPlanes', {
      what: listText(
        over.map((one) => {
          const { title, kind = 'segmentation' } = objects[one.sop] ?? {};
          return overlayTitle(studies, one, title) || t(`overlay.kind.${kind}`);
        }),
      ),
    });
    return [
      { id: 'over-planes', tone: 'warn', icon: 'warning', text, short: t('overlay.notOnPlanes.short') },
    ];
  }
  return ofPane.flatMap(
    ({ sop, said, beside, planes, apart = [], against = 0 }): readonly ImageWarningLine[] => {
      const facts = objects[sop];
      if (!facts) return [];
      const overlay = overlays?.find((one) => one.sop === sop);
      const title = overlay ? overlayTitle(studies, overlay, facts.title) : facts.title;
      const what = whatOf(title, facts, overlay, t);
      const name = title || t(`overlay.kind.${facts.kind}`);
      const id = `over-${sop}`;
      if (said !== 'drawn') {
        const text = t(NOT_DRAWN[said], { what: name });
        return [{ id, tone: 'warn', icon: 'warning', text }];
      }
      return [
        {
          id,
          tone: 'plain',
          icon: 'overlay',
          text: t('overlay.over', { what }),
          short: t('overlay.over.short'),
        },
        ...(apart.length > 0
          ? [
              {
                ...({ id: `${id}.apart`, tone: 'warn', icon: 'warning' } as const),
                text: t('overlay.apart', {
                  what: name,
                  names: [...apart.slice(0, MOST_NAMED), ...(apart.length > MOST_NAMED ? ['…'] : [])].join(
                    ', ',
                  ),
                }),
                short: t('overlay.beside.short'),
              },
            ]
          : []),
        ...(against > 0
          ? [
              {
                ...({ id: `${id}.against`, tone: 'warn', icon: 'warning' } as const),
                text: t('overlay.against', { what: name, count: against }),
                short: t('overlay.against.short'),
              },
            ]
          : []),
        ...(beside > 0
          ? [
              {
                ...({ id: `${id}.beside`, tone: 'warn', icon: 'warning' } as const),
                text: t(facts.kind === 'structures' ? 'overlay.besideContours' : 'overlay.beside', {
                  ...{ what: name, beside, count: planes },
                }),
                short: t('overlay.beside.short'),
              },
            ]
          : []),
      ];
    },
  );
}
