import type { Archive, SeriesSummary } from '@/archive/contract/archive';
import type { Instance } from '@/dicom/dataset/instance';
import type { SeriesUid } from '@/dicom/dataset/uid';
import type { Engine, WaitingHand } from '@/imaging/contract';
import type { FactsStore } from '@/imaging/pane/paneStore';
import { isCut, openPlanes } from '@/view/cut';
import { layerOf, layOver } from '@/view/layers';
import { registeredWay } from '@/view/linked/relation';
import type { ViewState } from '@/view/viewState';
import { updateView, type ViewStore } from '@/view/viewStore';
import { fusable, type FuseBase } from '@/features/viewer/state/fusable';
import type { Shell } from '@/features/viewer/state/shell';
import { describeOne } from '@/features/viewer/state/describeSeries';

/** What an action reaches of the viewer. */
interface On {
  readonly views: ViewStore;
  readonly engine: Engine | undefined;
  readonly facts: FactsStore;
  readonly hand: WaitingHand;
  readonly shell: Shell;
  readonly archive?: Archive;
  readonly studies?: readonly { readonly series: readonly SeriesSummary[] }[];
}

export type SeriesAtHand = Pick<On, 'archive' | 'studies'>;

/** No more series are described to find what can be laid over. */
const MOST_DESCRIBED = 60;

const allOf = ({ studies = [] }: SeriesAtHand): readonly SeriesSummary[] =>
  studies.flatMap(({ series }) => series);

/** The pane whose planes something is laid over: the active one, else the first that shows one; -1: none does. */
export const planesPane = ({
  panes,
  active,
}: Pick<ViewState, 'active'> & { readonly panes: readonly ({ readonly cut?: unknown } | null)[] }): number =>
  panes[active]?.cut ? active : panes.findIndex((pane) => pane?.cut !== undefined);

/** What a series is as the ground of others: in its own frame of reference, and those that registration objects align with it. */
export function baseOf(
  on: SeriesAtHand,
  view: ViewState,
  pane: number,
  frame: string | undefined,
): FuseBase | undefined {
  const placed = view.panes[pane];
  if (!placed) return undefined;
  const { study, series } = placed;
  const modality = allOf(on).find((one) => one.series === series && one.study === study)?.modality;
  const registrations = view.links?.registrations ?? [];
  const isAligned = (other: string) =>
    frame === undefined || other === frame || registeredWay(other, frame, registrations) !== undefined;
  return { study, series, modality, isAligned };
}

/** Series that were described already: the same row of a list is the same series. */
const known = new WeakMap<SeriesSummary, Instance>();

async function described(archive: Archive | undefined, of: SeriesSummary): Promise<Instance | undefined> {
  if (known.has(of) || !archive) return known.get(of);
  const one = await describeOne(archive, of, new AbortController().signal).catch(() => undefined);
  if (one) known.set(of, one);
  return one;
}

/** An image of each series that could be laid over others; what could not be had is not described. */
export async function describeFusable(
  on: SeriesAtHand,
  base: FuseBase,
): Promise<ReadonlyMap<SeriesUid, Instance>> {
  const asked = fusable(base, allOf(on), new Map()).filter(({ why }) => why === undefined);
  const all = await Promise.all(
    asked
      .slice(0, MOST_DESCRIBED)
      .map(async ({ of }) => [of.series, await described(on.archive, of)] as const),
  );
  return new Map(all.flatMap(([series, one]) => (one ? [[series, one] as const] : [])));
}

/** What could be laid over a base, the best first, as far as its series are described. */
export const offeredOver = (on: SeriesAtHand, base: FuseBase, instances: ReadonlyMap<SeriesUid, Instance>) =>
  fusable(base, allOf(on), instances);

const isFunctional = (modality: string | undefined): boolean => modality === 'PT' || modality === 'NM';

/** The pane whose series becomes the ground: the active one; of function alone, one beside it that shows form. */
function groundPane(on: On, view: ViewState): number {
  const modalityAt = (pane: number) => baseOf(on, view, pane, undefined)?.modality;
  if (!isFunctional(modalityAt(view.active))) return view.active;
  const study = view.panes[view.active]?.study;
  const beside = view.panes.findIndex((pane, at) => {
    const modality = modalityAt(at);
    return pane?.study === study && (modality === 'CT' || modality === 'MR');
  });
  return beside < 0 ? view.active : beside;
}

/** Lays the series that fits best over planes, which are opened first where there are none; or takes away what is laid over them. */
async function toggleFusion(on: On): Promise<void> {
  const { views, engine, facts, hand, shell } = on;
  const { view } = views.getState();
  const open = isCut(view);
  const pane = open ? planesPane(view) : groundPane(on, view);
  const placed = view.panes[pane];
  if (!placed) return undefined;
  if (layerOf(placed)) {
    hand.begin();
    return updateView(views, (now) => layOver(now, pane, undefined));
  }
  const begun = open ? undefined : engine?.planes.begin(pane);
  if (!open && !begun) return shell.setState({ end: 'cut.unknown' });
  if (begun && 'refused' in begun) return shell.setState({ end: `cut.${begun.refused}` });
  const frame = begun ? begun.cross.frame : facts.getState().panes[pane]?.cut?.of.frame;
  const base = baseOf(on, view, pane, frame);
  if (!base) return undefined;
  const [best] = offeredOver(on, base, await describeFusable(on, base));
  if (!best || best.why) return shell.setState({ end: `fuse.${best?.why ?? 'kind'}` });
  const now = views.getState().view.panes[pane];
  // Meanwhile the hand went elsewhere.
  if (now?.series !== placed.series || now.study !== placed.study || layerOf(now)) return undefined;
  hand.begin();
  const { study, series } = best.of;
  if (begun) shell.setState({ beforeMaximise: undefined, beforePlanes: views.getState().view });
  return updateView(views, (before) => {
    const planes = begun ? openPlanes(before, pane, begun.cross) : before;
    return layOver(planes, begun ? 0 : pane, { study, series });
  });
}

/** A row of the table of actions: another series over planes. */
export const FUSE_ACTIONS = {
  fuse: {
    icon: 'fuse',
    label: 'action.fuse',
    key: ':',
    more: ['shift+f'],
    group: 'layout',
    asks: 'engine',
    run: (on: On): void => void toggleFusion(on),
  },
} as const;
