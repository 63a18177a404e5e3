import { useState } from 'react';
import { useStore } from 'zustand';
import { plainText } from '@/i18n/numberText';
import { useT, type Translate } from '@/i18n/t';
import type { Engine, OverlayFacts, OverlayPart } from '@/imaging/contract';
import { Button, IconButton } from '@/ui/Button';
import { Icon } from '@/ui/Icon';
import { SegmentedControl } from '@/ui/SegmentedControl';
import { placeOffPlanes, setCross } from '@/view/cut';
import { isSeen, OVERLAY_OPACITY, patchOverlay, removeOverlay, setSeen } from '@/view/overlays';
import type { Overlay } from '@/view/viewState';
import { overlayTitle } from '@/features/viewer/state/overlayTitle';
import { updateView } from '@/view/viewStore';
import { useSliderHold } from '@/features/viewer/context/sliderHold';
import { useView, useViewer } from '@/features/viewer/context/viewerContext';
import styles from './overlayPanel.module.css';

interface ObjectProps {
  readonly engine: Engine;
  readonly overlay: Overlay;
  readonly facts: OverlayFacts | undefined;
}

const NONE: readonly Overlay[] = [];
const wordsOf = ({ number, name }: OverlayPart, t: Translate): string =>
  t('overlay.part.name', { number, name: name || t('overlay.part.nameless') });

/** The segmentations and structure sets over the images: what they hold, what of it is seen, and how. */
export default function OverlayPanel({ engine }: { readonly engine: Engine }) {
  const t = useT();
  const overlays = useView((view) => view.overlays ?? NONE);
  const objects = useStore(engine.overlays.told, (told) => told.objects);
  return (
    <section aria-label={t('overlay.list')} className={styles['panel']} data-testid="overlays">
      <h2>{t('overlay.list')}</h2>
      {overlays.map((overlay) => (
        <OverlaidObject key={overlay.sop} engine={engine} overlay={overlay} facts={objects[overlay.sop]} />
      ))}
    </section>
  );
}

function OverlaidObject({ engine, overlay, facts }: ObjectProps) {
  const t = useT();
  const { views, hand, studies } = useViewer();
  const called = overlayTitle(studies, overlay, facts?.title);
  const name = called || t('overlay.nameless');
  const own = facts && facts.title !== '' && !called.endsWith(facts.title) ? facts.title : '';
  const isDrawn = useIsDrawn(engine, overlay, facts);
  const kind = t(facts?.kind === 'structures' ? 'overlay.structures' : 'overlay.segmentation');
  const active = useView((view) => view.active);
  const showOwn = () => {
    hand.begin();
    updateView(views, (view) => placeOffPlanes(view, active, overlay.study, overlay.series));
  };
  const takeOff = () => {
    hand.begin();
    updateView(views, (view) => removeOverlay(view, overlay));
    // What had the focus is gone.
    document.querySelector<HTMLElement>(`[data-pane="${active}"]`)?.focus();
  };
  return (
    <section aria-label={name} className={styles['object']}>
      <header>
        <div>
          <b dir="auto">{name}</b>
          <small dir="auto">{[kind, own, facts?.maker].filter(Boolean).join(' · ')}</small>
        </div>
        <IconButton icon="open" label={t('overlay.own')} onClick={showOwn} />
        <IconButton icon="close" label={t('overlay.off', { name })} onClick={takeOff} />
      </header>
      <ObjectState engine={engine} overlay={overlay} facts={facts} />
      {!isDrawn && <p className={styles['counted']}>{t('overlay.notDrawn')}</p>}
      {facts && facts.parts.length > 0 && facts.state !== 'refused' && (
        <>
          {isDrawn && <Look overlay={overlay} facts={facts} name={name} />}
          <Parts engine={engine} overlay={overlay} facts={facts} isDrawn={isDrawn} />
          <p className={styles['counted']}>{t(`overlay.counted.${facts.counted}`)}</p>
        </>
      )}
    </section>
  );
}

/** Whether it is seen over any picture; not judged before it is here and a picture is. */
function useIsDrawn(engine: Engine, { sop }: Overlay, facts: OverlayFacts | undefined): boolean {
  const { facts: status } = useViewer();
  const isDrawn = useStore(engine.overlays.told, ({ panes }) =>
    Object.values(panes).some((all) => all.some((one) => one.sop === sop && one.said === 'drawn')),
  );
  const isAnyShown = useStore(status, ({ panes }) => panes.some((pane) => pane?.state === 'shown'));
  return isDrawn || facts?.state !== 'here' || !isAnyShown;
}

/** How far it is, and what is wrong with it. */
function ObjectState({ engine, overlay, facts }: ObjectProps) {
  const t = useT();
  const state = facts?.state ?? 'loading';
  const { had = 0, frames = 0, lost = 0, refused, measured } = facts ?? {};
  const said =
    state === 'refused' && refused
      ? t(`overlay.refused.${refused}`)
      : state === 'failed'
        ? t('overlay.failed')
        : state === 'loading'
          ? frames > 0
            ? t('overlay.loading', { had, count: frames })
            : t('overlay.reading')
          : lost > 0
            ? t('overlay.lost', { lost, count: frames })
            : measured !== undefined && facts
              ? t('overlay.measuring', { had: measured, count: facts.parts.length })
              : '';
  const canRetry = state === 'failed' || (state === 'here' && lost > 0);
  return (
    <div role="status" className={styles['state']} data-state={state}>
      {said !== '' && <p>{said}</p>}
      {canRetry && <Button onClick={() => engine.overlays.retry(overlay)}>{t('overlay.retry')}</Button>}
    </div>
  );
}

const AS = ['fill', 'outline'] as const;

/** Filled or not, how strong, all or none. */
function Look({
  overlay,
  facts,
  name,
}: Omit<ObjectProps, 'engine'> & { readonly facts: OverlayFacts; readonly name: string }) {
  const t = useT();
  const { views, hand } = useViewer();
  const hold = useSliderHold();
  const all = facts.parts.map((part) => part.number);
  const hasAll = all.every((number) => isSeen(overlay, number));
  const drag = (patch: Parameters<typeof patchOverlay>[2]) =>
    updateView(views, (view) => patchOverlay(view, overlay, patch));
  const choose = (id: (typeof AS)[number]) => {
    hand.begin();
    drag({ outline: id === 'outline' ? true : undefined });
  };
  const turn = () => {
    hand.begin();
    updateView(views, (view) => setSeen(view, overlay, all, { numbers: all, isSeen: !hasAll }));
  };
  return (
    <div className={styles['look']}>
      <SegmentedControl
        label={t('overlay.as', { name })}
        value={overlay.outline ? 'outline' : 'fill'}
        options={AS.map((id) => ({ id, text: t(`overlay.${id}`) }))}
        onChange={choose}
      />
      <IconButton
        icon={hasAll ? 'hide' : 'show'}
        label={t(hasAll ? 'overlay.all.hide' : 'overlay.all.show')}
        onClick={turn}
      />
      <input
        type="range"
        min={5}
        max={100}
        step={5}
        disabled={overlay.outline === true}
        aria-label={t('overlay.opacity', { name })}
        value={Math.round(100 * (overlay.opacity ?? OVERLAY_OPACITY))}
        {...hold}
        onChange={({ currentTarget }) => drag({ opacity: Number(currentTarget.value) / 100 })}
      />
    </div>
  );
}

/** The plane that a pane shows now; it is asked when something is pressed. */
function useCutOfActive() {
  const { facts } = useViewer();
  return (pane: number) => facts.getState().panes[pane]?.cut;
}

function Parts({
  engine,
  overlay,
  facts,
  isDrawn,
}: ObjectProps & { readonly facts: OverlayFacts; readonly isDrawn: boolean }) {
  const t = useT();
  const { views, hand } = useViewer();
  const cutOf = useCutOfActive();
  const [lost, setLost] = useState('');
  const all = facts.parts.map((part) => part.number);
  const turn = (part: OverlayPart) => {
    hand.begin();
    const change = { numbers: [part.number], isSeen: !isSeen(overlay, part.number) };
    updateView(views, (view) => setSeen(view, overlay, all, change));
  };
  const jump = (part: OverlayPart) => {
    const { active } = views.getState().view;
    const cut = cutOf(active);
    if (cut) {
      const atLps = engine.overlays.middleOnPlanes(active, overlay, part.number);
      setLost(atLps ? '' : t('overlay.part.notThere', { name: wordsOf(part, t) }));
      if (!atLps) return;
      hand.begin();
      updateView(views, (view) => setCross(view, cut.of, { atLps, turn: cut.turn }));
      return;
    }
    const at = engine.overlays.middleIn(active, overlay, part.number);
    setLost(at === undefined ? t('overlay.part.noMiddle', { name: wordsOf(part, t) }) : '');
    if (at !== undefined) engine.scrollTo(active, at);
  };
  return (
    <>
      <ul className={styles['parts']}>
        {facts.parts.map((part) => (
          <Part
            key={part.number}
            part={part}
            isSeen={isDrawn && !part.isEmpty && isSeen(overlay, part.number)}
            canBeSeen={isDrawn && !part.isEmpty}
            onTurn={() => turn(part)}
            onJump={() => jump(part)}
          />
        ))}
      </ul>
      <p role="status" className={styles['counted']}>
        {lost}
      </p>
    </>
  );
}

interface PartProps {
  readonly part: OverlayPart;
  readonly isSeen: boolean;
  /** There is something of it, and it lies on what is shown. */
  readonly canBeSeen: boolean;
  onTurn(): void;
  onJump(): void;
}

const MADE: ReadonlySet<string> = new Set(['AUTOMATIC', 'SEMIAUTOMATIC', 'MANUAL']);

/** How it was made, in our words where it says so in the standard's. */
const madeText = ({ madeBy, algorithm }: OverlayPart, t: Translate): string => {
  const made = madeBy && MADE.has(madeBy) ? t(`overlay.made.${madeBy as 'MANUAL'}`) : madeBy;
  return [made, algorithm].filter(Boolean).join(' · ');
};

function Part({ part, isSeen, canBeSeen, onTurn, onJump }: PartProps) {
  const t = useT();
  const { isEmpty, ml, noVolume, lost, rgb } = part;
  const name = wordsOf(part, t);
  const about = [
    madeText(part, t),
    ...(lost > 0 ? [t('overlay.part.lost', { count: lost })] : []),
    ...(noVolume && !isEmpty ? [t(`overlay.part.noVolume.${noVolume}`)] : []),
  ].filter(Boolean);
  return (
    <li>
      <button
        type="button"
        className={styles['part']}
        aria-pressed={isSeen}
        disabled={!canBeSeen}
        aria-label={t(isSeen ? 'overlay.part.hide' : 'overlay.part.show', { name })}
        onClick={onTurn}
      >
        <Icon name={isSeen ? 'show' : 'hide'} size={16} />
        <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
          <rect width="12" height="12" rx="3" fill={`rgb(${rgb.join(' ')})`} fillOpacity={isSeen ? 1 : 0.3} />
        </svg>
        <span>
          <bdi>{name}</bdi>
          {about.length > 0 && <small dir="auto">{about.join(' · ')}</small>}
        </span>
        <span>
          {isEmpty
            ? t('overlay.part.empty')
            : ml === undefined
              ? ''
              : t('overlay.part.ml', { ml: plainText(ml) })}
        </span>
      </button>
      <IconButton
        icon="registered"
        label={t('overlay.part.jump', { name })}
        disabled={!canBeSeen}
        onClick={onJump}
      />
    </li>
  );
}
