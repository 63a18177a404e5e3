import { useMemo } from 'react';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import { rangeWindow } from '@/dicom/transforms/voi';
import { perFrame } from '@/dicom/dataset/perFrame';
import { useT } from '@/i18n/t';
import type { PaneStatus } from '@/imaging/pane/paneStore';
import { suvFactorOf } from '@/imaging/stack/valueUnit';
import { Key, join } from '@/ui/Button';
import { useRoving } from '@/ui/useRoving';
import {
  hasPresetKey,
  isSameWindow,
  presetName,
  presetsFor,
  type OwnLooks,
  type Preset,
} from '@/view/presets';
import { choosePreset, ownLooks } from '@/features/viewer/commands/panePresets';
import { useKeyHints } from '@/features/viewer/context/keyHints';
import { presetAct } from '@/features/viewer/commands/handTable';
import { useHasImages, useMayHaveImages } from '@/features/viewer/context/paneKind';
import { PetUnitChoice } from './PetUnitChoice';
import styles from './strip.module.css';
import { useStanding } from './actionState';
import { useImage, useStatus, useView, useViewer } from '@/features/viewer/context/viewerContext';
import { presetsOff } from '@/features/viewer/commands/whyOff';

/** Whether a preset is what the pane shows now; `auto` on the image whose values it was made of. */
export function isChosen(
  { window: wanted }: Preset,
  isStored: boolean,
  lut: number | undefined,
  { window, range }: Pick<PaneStatus, 'window' | 'range'>,
): boolean {
  if (!window) return false;
  if (wanted === 'auto')
    return !isStored && range !== undefined && isSameWindow(rangeWindow(range.min, range.max), window);
  if (wanted === 'stored') return isStored && lut === undefined;
  if (typeof wanted === 'number') return isStored && lut === wanted;
  return !isStored && isSameWindow(wanted, window);
}

const looksOf = perFrame((instance, frame) => JSON.stringify(ownLooks({ instance, frame })));
const writtenLooks = ({ instance, frame = 1 }: PaneStatus): string =>
  instance ? looksOf(instance, frame) : JSON.stringify(ownLooks({}));

interface PresetButtonProps {
  readonly preset: Preset;
  /** Among those of the pane, from 0: the first have keys. */
  readonly place: number;
  /** There is a keyboard to press them with. */
  readonly keys: boolean;
  readonly isOn: boolean;
}

function PresetButton({ preset, place, keys, isOn }: PresetButtonProps) {
  const t = useT();
  const viewer = useViewer();
  const standing = useStanding();
  const hints = useKeyHints();
  const act = hasPresetKey(place) ? presetAct(place) : undefined;
  const hint = act && hints.hint(act);
  const { isOff, why } = presetsOff(standing, preset.window === 'auto');
  const told = why ?? preset.hint;
  const reason = told && t(told);
  return (
    <button
      type="button"
      className={join(styles['preset'], !keys && styles['chip'])}
      aria-pressed={isOn}
      aria-keyshortcuts={act && hints.aria(act)}
      aria-description={reason}
      data-tip={reason}
      disabled={isOff}
      onClick={() => choosePreset(viewer, preset)}
    >
      {keys && hint !== undefined && <Key>{hint}</Key>}
      {presetName(preset, t)}
    </button>
  );
}

/** Windows that suit the modality of the active pane. */
export function Presets({ keys }: { keys: boolean }) {
  const t = useT();
  const pane = useView(({ active }) => active);
  const hasWindow = useImage(pane, ({ window }) => window !== undefined);
  const modality = useImage(pane, ({ instance }) => instance?.modality);
  const unit = useStatus(pane, ({ unit }) => unit);
  const suvFactor = useImage(pane, ({ petUnit }) => suvFactorOf(petUnit));
  const own = useImage(pane, writtenLooks);
  const isPresented = useStatus(pane, ({ presentation }) => presentation !== undefined);
  const isStored = useView(({ panes, active }) => panes[active]?.window === undefined);
  const lut = useView(({ panes, active }) => panes[active]?.voiLut);
  const isRendered = useStatus(pane, ({ isRendered }) => isRendered === true);
  const presets = useMemo(
    () => presetsFor(modality, unit, { ...(JSON.parse(own) as OwnLooks), isPresented }, suvFactor),
    [modality, unit, own, isPresented, suvFactor],
  );
  // While a window is dragged it changes many times a second, and what is chosen hardly ever.
  const chosen = useImage(
    pane,
    useShallow((status) =>
      presets.filter((preset) => isChosen(preset, isStored, lut, status)).map(({ id }) => id),
    ),
  );
  const hasPicture = modality !== undefined;
  if (!hasWindow)
    return hasPicture ? (
      <span className={styles['note']}>{t(isRendered ? 'preset.rendered' : 'preset.none')}</span>
    ) : null;
  return (
    <>
      {presets.map((preset, place) => (
        <PresetButton key={preset.id} {...{ preset, place, keys }} isOn={chosen.includes(preset.id)} />
      ))}
      <PetUnitChoice />
    </>
  );
}

/** How much of everything asked for is here. */
function Total() {
  const t = useT();
  const { facts } = useViewer();
  const loaded = useStore(facts, ({ loads }) =>
    Object.values(loads).reduce((sum, { loaded }) => sum + loaded, 0),
  );
  const wanted = useStore(facts, ({ loads }) =>
    Object.values(loads).reduce((sum, { wanted }) => sum + wanted, 0),
  );
  const haveFrames = useStore(facts, ({ loads }) =>
    Object.values(loads).some(({ described }) => described && described.frames > described.objects),
  );
  if (wanted === 0) return null;
  return (
    <div className={styles['total']}>
      <span className={styles['bar']} aria-hidden="true">
        <i style={{ width: `${(100 * loaded) / wanted}%` }} />
      </span>
      {t(haveFrames ? 'viewer.total.frames' : 'viewer.total.images', { loaded, wanted })}
    </div>
  );
}

/** The room of the strip alone: the picture does not move when it comes, or when a report takes a pane's place. */
export const PresetRoom = () => <div className={styles['strip']} />;

/** Below the toolbar of the desk: window presets with their keys, and how much is here. */
export function PresetStrip() {
  const t = useT();
  const bar = useRoving<HTMLDivElement>();
  const hasImages = useHasImages();
  const mayHaveImages = useMayHaveImages();
  const pane = useView(({ active }) => active);
  // A document or a pane without an image has none: its name alone would promise some.
  const hasPresets = useImage(pane, ({ window, instance }) => (window ?? instance) !== undefined);
  if (!hasImages) return mayHaveImages ? <PresetRoom /> : null;
  return (
    <section aria-label={t('preset.strip')} className={styles['strip']}>
      <div
        {...bar}
        role={hasPresets ? 'toolbar' : undefined}
        aria-label={hasPresets ? t('preset.group') : undefined}
        className={styles['presets']}
      >
        {hasPresets && (
          <>
            <span aria-hidden="true" className={styles['label']}>
              {t('preset.group')}
            </span>
            <Presets keys />
          </>
        )}
      </div>
      <Total />
    </section>
  );
}
