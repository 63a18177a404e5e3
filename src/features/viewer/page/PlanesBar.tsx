import { useStore } from 'zustand';
import { spoken } from '@/i18n/language';
import { plainText } from '@/i18n/numberText';
import { useT } from '@/i18n/t';
import { IconButton } from '@/ui/Button';
import { SegmentedControl } from '@/ui/SegmentedControl';
import { activate } from '@/view/actions';
import { CUT_PLANES, isCut, patchCut, setCross, setSlab } from '@/view/cut';
import type { BodyPlane } from '@/dicom/volume/planeDirections';
import type { CutSlab } from '@/view/viewState';
import { updateView } from '@/view/viewStore';
import { runAction } from '@/features/viewer/commands/acts';
import { useShell, useView, useViewer } from '@/features/viewer/context/viewerContext';
import { FuseButton, LayerLine, useIsFused } from './FuseBar';
import styles from './planesBar.module.css';

/** Slabs to choose from, mm. */
const THICK_MM = [3, 5, 10, 20, 40, 100] as const;
const BLENDS = ['max', 'mean', 'min'] as const;

/** Whether any pane shows a plane: its line has its room then. */
export const useHasPlanes = (): boolean => useView((view) => isCut(view));

/** Gives the line the room that its rows need: the panes leave it that much. */
function leaveRoom(bar: HTMLElement) {
  const page = bar.closest<HTMLElement>('[data-breasts]');
  const watch = new ResizeObserver(() =>
    page?.style.setProperty('--breast-bar', `${Math.ceil(bar.getBoundingClientRect().height)}px`),
  );
  watch.observe(bar);
  return () => {
    watch.disconnect();
    page?.style.removeProperty('--breast-bar');
  };
}

/** Below planes: which one is looked at, how thick it is, and the ways back. */
export function PlanesBar() {
  const t = useT();
  const viewer = useViewer();
  const { screen } = viewer;
  const isFused = useIsFused();
  // Below a picture that a sheet leaves little of, how another is laid over it waits.
  const isSheetOpen = useShell(({ sheet }) => sheet !== undefined) && screen !== 'desk';
  return (
    <section ref={leaveRoom} dir={spoken().direction} className={styles['bar']} aria-label={t('cut.bar')}>
      <div className={styles['line']}>
        <PlaneChoice isNarrow={screen === 'phone'} />
        <SlabChoice />
        <FuseButton />
        <Straighten />
        <IconButton icon="close" label={t('cut.close')} onClick={() => runAction('mpr', viewer)} />
      </div>
      {isFused && !isSheetOpen && (
        <div className={styles['line']} data-layer-line="">
          <LayerLine />
        </div>
      )}
    </section>
  );
}

/** Which pane is looked at: on a small screen, which one there is. */
function PlaneChoice({ isNarrow }: { isNarrow: boolean }) {
  const t = useT();
  const { views } = useViewer();
  const active = useView(({ panes, active }) => panes[active]?.cut?.plane);
  const hasStored = useView(({ panes }) => panes.some((pane) => pane !== null && pane.cut === undefined));
  const choose = (id: BodyPlane | 'stored') =>
    updateView(views, (view) => {
      const at = view.panes.findIndex((pane) => pane !== null && (pane.cut?.plane ?? 'stored') === id);
      if (at >= 0) return activate(view, at);
      return id === 'stored' ? view : patchCut(view, view.active, { plane: id });
    });
  const options = [
    ...CUT_PLANES.map((id) => ({ id, text: t(`cut.plane.${id}`) })),
    ...(hasStored ? [{ id: 'stored' as const, text: t('cut.stored') }] : []),
  ];
  return (
    <SegmentedControl
      label={t('cut.plane')}
      value={active ?? 'stored'}
      options={options}
      asList={isNarrow}
      onChange={choose}
    />
  );
}

/** How thick the plane of the chosen pane is, and what of that is shown. */
function SlabChoice() {
  const t = useT();
  const { views, hand } = useViewer();
  const isOfCut = useView(({ panes, active }) => panes[active]?.cut !== undefined);
  const mm = useView(({ panes, active }) => panes[active]?.cut?.slab?.mm);
  const by = useView(({ panes, active }) => panes[active]?.cut?.slab?.by ?? 'max');
  if (!isOfCut) return null;
  const change = (slab: CutSlab | undefined) => {
    hand.begin();
    updateView(views, (view) => setSlab(view, view.active, slab));
  };
  const own = mm !== undefined && !THICK_MM.some((one) => one === mm) ? [mm] : [];
  const sizes = [...THICK_MM, ...own].sort((a, b) => a - b);
  return (
    <>
      <SegmentedControl
        label={t('cut.slab')}
        value={String(mm ?? 0)}
        options={[
          { id: '0', text: t('cut.slab.none') },
          ...sizes.map((one) => ({ id: String(one), text: t('cut.slab.of', { mm: plainText(one) }) })),
        ]}
        asList
        onChange={(id) => change(id === '0' ? undefined : { mm: Number(id), by })}
      />
      {mm !== undefined && (
        <SegmentedControl
          label={t('cut.by')}
          value={by}
          options={BLENDS.map((id) => ({ id, text: t(`cut.by.${id}`) }))}
          asList
          onChange={(id) => change({ mm, by: id })}
        />
      )}
    </>
  );
}

/** Back to the axes of the patient. */
function Straighten() {
  const t = useT();
  const { facts, hand, views } = useViewer();
  const active = useView((view) => view.active);
  const isTurned = useStore(facts, ({ panes }) => panes[active]?.cut?.turn !== undefined);
  if (!isTurned) return null;
  const run = () => {
    const { cut } = facts.getState().panes[active] ?? {};
    if (!cut) return;
    hand.begin();
    updateView(views, (view) => setCross(view, cut.of, { atLps: cut.atLps }));
  };
  return <IconButton icon="reset" label={t('cut.unturn')} onClick={run} />;
}
