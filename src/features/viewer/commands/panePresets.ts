import { voiLutNames } from '@/dicom/transforms/lut';
import { rangeWindow, windowsOf } from '@/dicom/transforms/voi';
import type { PaneStatus } from '@/imaging/pane/paneStore';
import { suvFactorOf } from '@/imaging/stack/valueUnit';
import { patchPane } from '@/view/actions';
import { presetsFor, type OwnLooks, type Preset } from '@/view/presets';
import { updateView } from '@/view/viewStore';
import type { ActionReach } from './actions';
import { standingOf } from './whyOff';

/** Shows a preset in the active pane. */
async function applyPreset({ views, engine, hand }: ActionReach, preset: Preset): Promise<void> {
  hand.begin();
  const pane = views.getState().view.active;
  if (preset.window !== 'auto') {
    const look =
      typeof preset.window === 'number'
        ? { window: undefined, voiLut: preset.window }
        : { window: preset.window === 'stored' ? undefined : preset.window, voiLut: undefined };
    updateView(views, (view) => patchPane(view, pane, look));
    return;
  }
  const before = views.getState().view.panes[pane];
  const pixels = await engine?.pixels(pane);
  if (!pixels || pixels.samples !== 1) return;
  updateView(views, (view) =>
    view.panes[pane]?.series === before?.series
      ? patchPane(view, pane, { window: rangeWindow(pixels.min, pixels.max) })
      : view,
  );
}

/** What the image on screen brings along to be shown with. */
export const ownLooks = ({
  instance,
  frame,
}: Pick<PaneStatus, 'instance' | 'frame'>): Omit<OwnLooks, 'isPresented'> =>
  instance
    ? { windows: windowsOf(instance, frame ?? 1), luts: voiLutNames(instance, frame ?? 1) }
    : { windows: [], luts: [] };

/** The presets of what the active pane shows; none for colour. */
export function activePresets({ views, engine, facts, studies }: ActionReach): readonly Preset[] {
  if (standingOf({ views, engine, facts, ...(studies ? { studies } : {}) }).isOther) return [];
  const status = facts.getState().panes[views.getState().view.active];
  if (!status?.window) return [];
  const factor = suvFactorOf(status.petUnit);
  const looks = { ...ownLooks(status), isPresented: status.presentation !== undefined };
  return presetsFor(status.instance?.modality, status.unit, looks, factor);
}

/** Applies a preset in its turn. */
export function choosePreset(reach: ActionReach, preset: Preset): void {
  const { hand, views } = reach;
  const pane = views.getState().view.active;
  // The values of the picture are the engine's to tell.
  if (preset.window === 'auto' && hand.isWaiting(pane, 'engine'))
    hand.serve(pane, (engine) => void applyPreset({ ...reach, engine }, preset));
  else if (hand.hasWork(pane)) hand.servePicture(pane, () => void applyPreset(reach, preset));
  else void applyPreset(reach, preset);
}
