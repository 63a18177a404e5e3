import { useEffect, useId, useRef, useState } from 'react';
import { useT } from '@/i18n/t';
import { layerEnds } from '@/imaging/pane/layerEnds';
import { Button, IconButton } from '@/ui/Button';
import { Icon } from '@/ui/Icon';
import { Menu } from '@/ui/overlay/Menu';
import type { MenuItem } from '@/ui/overlay/menuItems';
import { SegmentedControl } from '@/ui/SegmentedControl';
import { layerOf, layOver, patchLayer } from '@/view/layers';
import { SUV_SCALES, suvWindow } from '@/view/suvWindow';
import { LAYER_COLOURS, type Layer, type Window } from '@/view/viewState';
import { updateView } from '@/view/viewStore';
import { baseOf, describeFusable, offeredOver, planesPane } from '@/features/viewer/commands/fuseActions';
import { useSliderHold } from '@/features/viewer/context/sliderHold';
import { useImage, useView, useViewer } from '@/features/viewer/context/viewerContext';
import { layerName, layerWritten, readLayer, type LayerSaid } from '@/features/viewer/pane/fuseText';
import type { Fusable } from '@/features/viewer/state/fusable';
import styles from './fuseBar.module.css';

/** Whether something is laid over planes: its line has its room then. */
export const useIsFused = (): boolean =>
  useView((view) => layerOf(view.panes[planesPane(view)]) !== undefined);

/** A line of its own below planes: how what is laid over them is shown. */
export function LayerLine() {
  const pane = useView(planesPane);
  const written = useImage(Math.max(0, pane), ({ cut }) => layerWritten(cut?.layer));
  const layer = readLayer(written);
  return layer ? <LayerControls pane={pane} layer={layer} /> : null;
}

/** The series that could be laid over the planes, the best first, and why others cannot. */
export function FuseButton() {
  const t = useT();
  const pane = useView(planesPane);
  const place = useRef<HTMLSpanElement>(null);
  const [isOpen, setOpen] = useState(false);
  return (
    <span ref={place}>
      <Button aria-haspopup="menu" aria-expanded={isOpen} data-testid="fuse" onClick={() => setOpen(true)}>
        <Icon name="fuse" size={16} />
        {t('fuse.button')}
      </Button>
      {isOpen && place.current && <FuseMenu pane={pane} at={place.current} onClose={() => setOpen(false)} />}
    </span>
  );
}

function useOffered(pane: number): readonly Fusable[] | undefined {
  const viewer = useViewer();
  const [offered, setOffered] = useState<readonly Fusable[]>();
  useEffect(() => {
    let isGone = false;
    const { views, facts } = viewer;
    const frame = facts.getState().panes[pane]?.cut?.of.frame;
    const base = baseOf(viewer, views.getState().view, pane, frame);
    if (!base) return undefined;
    void describeFusable(viewer, base).then((described) => {
      if (!isGone) setOffered(offeredOver(viewer, base, described));
    });
    return () => {
      isGone = true;
    };
  }, [viewer, pane]);
  return offered;
}

function FuseMenu({ pane, at, onClose }: { pane: number; at: Element; onClose: () => void }) {
  const t = useT();
  const { views, hand } = useViewer();
  const offered = useOffered(pane);
  const laid = layerOf(views.getState().view.panes[pane]);
  const lay = (layer: Layer | undefined) => {
    hand.begin();
    updateView(views, (view) => layOver(view, pane, layer));
  };
  const study = views.getState().view.panes[pane]?.study;
  const noteOf = ({ of, why, isCorrected }: Fusable): string | undefined => {
    if (why) return t(`fuse.note.${why}`);
    if (of.study !== study) return t('fuse.prior');
    return isCorrected ? t('fuse.corrected') : undefined;
  };
  const items = (offered ?? []).map((one): MenuItem => {
    const { study: from, series, modality, description } = one.of;
    return {
      id: `${from}/${series}`,
      label: `${modality} ${description ?? t('series.nameless')}`,
      note: noteOf(one),
      isDisabled: one.why !== undefined,
      isChecked: laid?.series === series && laid.study === from,
      run: () => lay({ study: from, series }),
    };
  });
  const said = offered === undefined ? t('fuse.looking') : items.length === 0 ? t('fuse.none') : undefined;
  return (
    <Menu
      label={t('fuse.choose')}
      at={at.querySelector('button') ?? at}
      sections={[
        {
          id: 'fuse-off',
          items: laid ? [{ id: 'nothing', label: t('fuse.nothing'), run: () => lay(undefined) }] : [],
        },
        { id: 'fuse-series', label: t('fuse.choose'), items },
        {
          id: 'fuse-said',
          items: said === undefined ? [] : [{ id: 'said', label: said, isDisabled: true, run: () => {} }],
        },
      ]}
      onClose={onClose}
    />
  );
}

/** How what is laid over is shown. */
function LayerControls({ pane, layer }: { pane: number; layer: LayerSaid }) {
  const t = useT();
  const { views, hand, engine } = useViewer();
  const drag = (patch: Parameters<typeof patchLayer>[2]) =>
    updateView(views, (view) => patchLayer(view, pane, patch));
  const change = (patch: Parameters<typeof patchLayer>[2]) => {
    hand.begin();
    drag(patch);
  };
  if (layer.state === 'refused') return null;
  if (layer.state === 'failed') return <Button onClick={() => engine?.retry(pane)}>{t('fuse.again')}</Button>;
  const isHidden = layer.state === 'hidden';
  const name = layerName(layer);
  return (
    <>
      <IconButton
        icon={isHidden ? 'show' : 'hide'}
        label={isHidden ? t('fuse.show', { name }) : t('fuse.hide', { name })}
        onClick={() => change({ hidden: isHidden ? undefined : true })}
      />
      <Slider
        label={t('fuse.opacity')}
        value={Math.round(layer.opacity * 100)}
        {...{ min: 0, max: 100, step: 5 }}
        isWide
        said={t('fuse.opacity.said', { percent: Math.round(layer.opacity * 100) })}
        onChange={(percent) => drag({ opacity: percent / 100 })}
      />
      <SegmentedControl
        label={t('fuse.colours')}
        value={layer.colours}
        options={LAYER_COLOURS.map((id) => ({ id, text: t(`fuse.colours.${id}`) }))}
        asList
        onChange={(colours) => change({ colours })}
      />
      <ScaleChoice layer={layer} onChange={(window) => change({ window })} />
      <WindowEnds layer={layer} onChange={(window) => drag({ window })} />
    </>
  );
}

const isLike = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-4 * Math.abs(b);

/** Fixed scales of uptake values, where all images say the same factor; else why there are none. */
function ScaleChoice({
  layer,
  onChange,
}: {
  layer: LayerSaid;
  onChange: (window: Window | undefined) => void;
}) {
  const t = useT();
  const { unit, window, modality } = layer;
  if (modality !== 'PT') return null;
  if (!unit.unit.startsWith('SUV'))
    return unit.reason ? <span>{t('fuse.noSuv', { why: t(`suv.${unit.reason}`) })}</span> : null;
  const scale = SUV_SCALES.find((to) => {
    const { center, width } = suvWindow(unit.factor, to);
    return window && isLike(window.width, width) && isLike(window.center, center);
  });
  return (
    <SegmentedControl
      label={t('fuse.scale')}
      value={String(scale ?? 'own')}
      options={[
        ...SUV_SCALES.map((to) => ({ id: String(to), text: t('fuse.scale.suv', { to }) })),
        ...(scale === undefined ? [{ id: 'own', text: t('fuse.scale.own') }] : []),
      ]}
      asList
      onChange={(id) => onChange(id === 'own' ? window : suvWindow(unit.factor, Number(id)))}
    />
  );
}

/** Steps of a slider from one end of the values to the other. */
const STEPS = 200;

function WindowEnds({
  layer: { window, range, unit },
  onChange,
}: {
  layer: LayerSaid;
  onChange: (window: Window) => void;
}) {
  const t = useT();
  if (!window || !range || !(range.max > range.min)) return null;
  const [from, to] = [window.center - window.width / 2, window.center + window.width / 2];
  const [min, max] = [Math.min(range.min, from), Math.max(range.max, to)];
  const step = (max - min) / STEPS;
  const set = (low: number, high: number) => {
    const width = Number(Math.max(step, high - low).toPrecision(6));
    onChange({ center: Number((low + width / 2).toPrecision(6)), width, curve: 'LINEAR_EXACT' });
  };
  const ends = layerEnds({ window, unit });
  const said = (end: string) => `${end} ${unit.unit}`.trim();
  return (
    <>
      <Slider
        label={t('fuse.from')}
        {...{ min, max, step, value: from, said: said(ends?.from ?? '') }}
        onChange={(low) => set(Math.min(low, to - step), to)}
      />
      <Slider
        label={t('fuse.to')}
        {...{ min, max, step, value: to, said: said(ends?.to ?? '') }}
        onChange={(high) => set(from, Math.max(high, from + step))}
      />
    </>
  );
}

interface SliderProps {
  readonly label: string;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly value: number;
  /** The value in words, with its unit. */
  readonly said: string;
  /** Where there is little room it has more of it than others. */
  readonly isWide?: boolean;
  onChange(value: number): void;
}

/** The browser's own slider: by mouse, finger and arrow keys. */
function Slider({ label, min, max, step, value, said, isWide, onChange }: SliderProps) {
  const id = useId();
  const hold = useSliderHold();
  return (
    <span className={styles['slider']}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="range"
        {...{ min, max, step, value }}
        aria-valuetext={said}
        data-roving=""
        data-wide={isWide || undefined}
        {...hold}
        onChange={({ currentTarget }) => onChange(Number(currentTarget.value))}
      />
      <output htmlFor={id}>{said}</output>
    </span>
  );
}
