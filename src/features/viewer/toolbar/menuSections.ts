import { useStore } from 'zustand';
import { useT, type Translate } from '@/i18n/t';
import { toolSpec, type ToolId } from '@/imaging/pointer/tools';
import { copyText } from '@/ui/copyText';
import type { MenuItem, MenuSection } from '@/ui/overlay/menuItems';
import { hasPresetKey, presetName, type Preset } from '@/view/presets';
import { actionSections } from '@/features/viewer/commands/actionSections';
import type { ActionId } from '@/features/viewer/commands/actions';
import { useActionItems, useStanding } from './actionState';
import { activePresets, choosePreset } from '@/features/viewer/commands/panePresets';
import { presetAct } from '@/features/viewer/commands/handTable';
import { useKeyHints } from '@/features/viewer/context/keyHints';
import { offeredTools, possibleActions } from '@/features/viewer/commands/offered';
import { isChosen } from './PresetStrip';
import { useTool, useView, useViewer } from '@/features/viewer/context/viewerContext';
import { actionOff, presetsOff, toolOff, type Off } from '@/features/viewer/commands/whyOff';

interface PictureSections {
  /** The measurement that is meant, where one is. */
  readonly measurement: string | undefined;
  readonly isOffered: (action: ActionId) => boolean;
  linkTo(id: string): string | undefined;
}

/** All that can be done with a measurement, the window, the picture and the screen, and by which tool: for the palette. */
export function usePictureSections(asked: PictureSections): readonly MenuSection[] {
  const t = useT();
  const viewer = useViewer();
  const item = useActionItems();
  const toolItem = useToolItems();
  const finding = useFindingSection(asked);
  const presets = usePresetSection();
  return [
    ...finding,
    ...presets,
    ...actionSections(possibleActions(viewer).filter(asked.isOffered), item, t),
    { id: 'tools', label: t('help.tools'), items: offeredTools(viewer.may).map(toolItem) },
  ];
}

/** What a reader reaches for over a picture, each list in its order; what is not named here comes after it, group by group. */
const FIRST_TOOLS: readonly ToolId[] = ['length', 'angle', 'ellipse', 'probe', 'arrow'];
const FIRST_ACTIONS: readonly ActionId[] = [
  'reset',
  'fit',
  'oneToOne',
  'keyImage',
  'invert',
  'graphics',
  'calibrate',
];
const TURNS: readonly ActionId[] = ['rotate', 'upend', 'mirror'];

/** The same for the menu of the picture: what is wanted most comes first, since a screen holds about half of it. */
export function useOrderedSections(asked: PictureSections): readonly MenuSection[] {
  const t = useT();
  const viewer = useViewer();
  const item = useActionItems();
  const toolItem = useToolItems();
  const finding = useFindingSection(asked);
  const presets = usePresetSection();
  const now = useStanding();
  const tools = offeredTools(viewer.may).filter((id) => !isOfStored(toolOff(id, now)));
  const actions = possibleActions(viewer)
    .filter(asked.isOffered)
    .filter((id) => !isOfStored(actionOff(id, now)));
  const itemsOf = (ids: readonly ActionId[]) => ids.filter((id) => actions.includes(id)).map(item);
  const rest = actions.filter((id) => !FIRST_ACTIONS.includes(id) && !TURNS.includes(id));
  return [
    ...finding,
    {
      id: 'first-tools',
      label: t('group.measure'),
      items: FIRST_TOOLS.filter((id) => tools.includes(id)).map(toolItem),
    },
    ...presets,
    ...byTick('first', t('group.image'), itemsOf(FIRST_ACTIONS)),
    ...byTick('turns', undefined, itemsOf(TURNS)),
    {
      id: 'tools',
      label: t('help.tools'),
      items: tools.filter((id) => !FIRST_TOOLS.includes(id)).map(toolItem),
    },
    ...actionSections(rest, item, t),
  ];
}

/** What a plane has no use for would fill its menu with one sentence over and over: the palette has it, with its reason. */
const isOfStored = ({ why }: Off): boolean => why === 'cut.off.stored' || why === 'cut.off.measure';

/** Items in their order as one section to the eye: what bears a tick and what does not are sections of their own. */
function byTick(id: string, label: string | undefined, items: readonly MenuItem[]): readonly MenuSection[] {
  const bears = (one: MenuItem | undefined) => one?.isChecked !== undefined;
  const starts = items.flatMap((one, at) => (at === 0 || bears(one) !== bears(items[at - 1]) ? [at] : []));
  return starts.map((from, run) => ({
    id: `${id}-${run}`,
    items: items.slice(from, starts[run + 1]),
    ...(run === 0 ? { label } : { isJoined: true }),
  }));
}

/** Tools as items of a menu. */
export function useToolItems(): (tool: ToolId) => MenuItem {
  const t = useT();
  const { tool } = useViewer();
  const current = useTool();
  const now = useStanding();
  const keys = useKeyHints();
  return (id) => {
    const { label, icon } = toolSpec(id);
    const { isOff, why } = toolOff(id, now);
    return {
      id: `tool-${id}`,
      label: t(label),
      icon,
      keyHint: keys.hint(id),
      note: why === undefined ? undefined : t(why),
      isDisabled: isOff,
      isChecked: id === current,
      run: () => tool.setState({ tool: id, isKept: false }),
    };
  };
}

/** What can be done with a measurement; nothing where there is none. */
function useFindingSection({ measurement: id, linkTo }: PictureSections): readonly MenuSection[] {
  const t = useT();
  const { engine, shell, may } = useViewer();
  const found = engine?.measures.getState().list.find((one) => one.id === id);
  if (!engine || !found) return [];
  const { measuring } = engine;
  const { isLocked, isHidden, kind, label } = found;
  const spec = offeredTools(may)
    .map(toolSpec)
    .find(({ measures }) => measures === kind);
  const copy = async () => {
    const link = linkTo(found.id);
    const isCopied = link !== undefined && (await copyText(link));
    shell.setState({ end: isCopied ? 'link.copied' : 'link.refused' });
  };
  const changes = [
    {
      id: 'finding-edit',
      label: t('measure.edit'),
      icon: 'rename',
      run: () => measuring.editing.setState({ id: found.id }),
    },
    {
      id: 'finding-lock',
      label: t(isLocked ? 'measure.unlock' : 'measure.lock'),
      icon: isLocked ? 'unlocked' : 'locked',
      run: () => measuring.annotate(found.id, { isLocked: isLocked ? undefined : true }),
    },
    {
      id: 'finding-hide',
      label: t(isHidden ? 'measure.show' : 'measure.hide'),
      icon: isHidden ? 'show' : 'hide',
      run: () => measuring.annotate(found.id, { isHidden: isHidden ? undefined : true }),
    },
    {
      id: 'finding-delete',
      label: t('measure.delete'),
      icon: 'remove',
      run: () => measuring.remove(found.id),
    },
  ] as const;
  const link = {
    id: 'finding-link',
    label: t('measure.copyLink'),
    icon: 'link',
    run: () => void copy(),
  } as const;
  return [
    {
      id: 'finding',
      label: label === '' && spec ? t(spec.label) : label,
      items: [...(may.has('measure') ? changes : []), ...(may.has('share') ? [link] : [])],
    },
  ];
}

const offNote = ({ isOff, why }: Off, t: Translate) => ({ isDisabled: isOff, note: why && t(why) });

const presetNote = ({ hint }: Preset, off: Off, t: Translate) => ({
  ...offNote(off, t),
  ...(off.why === undefined && hint !== undefined ? { note: t(hint) } : {}),
});

/** The windows of the active pane, a tick at the one in use. */
function usePresetSection(): readonly MenuSection[] {
  const t = useT();
  const viewer = useViewer();
  const active = useView((view) => view.active);
  const pane = useView((view) => view.panes[active] ?? undefined);
  const standing = useStanding();
  const status = useStore(viewer.facts, ({ panes }) => panes[active]);
  const keys = useKeyHints();
  return [
    {
      id: 'presets',
      label: t('preset.group'),
      items: activePresets(viewer).map((preset, place) => ({
        id: `preset-${preset.id}`,
        label: presetName(preset, t),
        keyHint: hasPresetKey(place) ? keys.hint(presetAct(place)) : undefined,
        isChecked: status !== undefined && isChosen(preset, pane?.window === undefined, pane?.voiLut, status),
        ...presetNote(preset, presetsOff(standing, preset.window === 'auto'), t),
        run: () => choosePreset(viewer, preset),
      })),
    },
  ];
}
