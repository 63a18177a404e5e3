import { useEffect } from 'react';
import { useStore } from 'zustand';
import { useT } from '@/i18n/t';
import { createFactsStore } from '@/imaging/paneStore';
import { toolSpec } from '@/imaging/tools';
import { copyText } from '@/ui/copyText';
import { Menu, type MenuSection } from '@/ui/Menu';
import { presetKey } from '@/view/presets';
import { actionSections } from './actionSections';
import { useActionItems } from './actionState';
import { activePresets, applyPreset } from './keyboard';
import { keyText } from './keyText';
import { offeredTools, possibleActions } from './offered';
import { isChosen } from './PresetStrip';
import { useShell, useTool, useView, useViewer } from './viewerContext';

/** About the page rather than the picture. */
const ELSEWHERE = new Set<string>(['left', 'right', 'commands', 'help', 'back', 'menu', 'save', 'remove']);
const NO_FACTS = createFactsStore();

/** What can be done where the picture was pressed: with the measurement there, the window, the picture, by tool. */
export default function PictureMenu({ linkTo }: { linkTo: (id: string) => string | undefined }) {
  const at = useShell(({ menu }) => menu);
  return at && <OpenMenu at={at} linkTo={linkTo} />;
}

interface OpenMenuProps {
  readonly at: { readonly x: number; readonly y: number; readonly measurement?: string };
  linkTo(id: string): string | undefined;
}

function OpenMenu({ at, linkTo }: OpenMenuProps) {
  const t = useT();
  const viewer = useViewer();
  const { shell, may } = viewer;
  const item = useActionItems();
  const tool = useTool();
  const finding = useFindingSection(at.measurement, linkTo);
  const presets = usePresetSection();
  useEffect(() => () => backToPicture(viewer.views.getState().view.active), [viewer.views]);
  const sections: readonly MenuSection[] = [
    ...finding,
    ...presets,
    ...actionSections(
      possibleActions(viewer).filter((id) => !ELSEWHERE.has(id)),
      item,
      t,
    ),
    {
      id: 'tools',
      label: t('help.tools'),
      items: offeredTools(may).map((id) => {
        const { label, icon, key } = toolSpec(id);
        return {
          id: `tool-${id}`,
          label: t(label),
          icon,
          keyHint: key === undefined ? undefined : keyText(key),
          isChecked: id === tool,
          run: () => viewer.engine?.activate(id),
        };
      }),
    },
  ];
  return (
    <Menu
      label={t('action.menu')}
      at={at}
      sections={sections}
      onClose={() => shell.setState({ menu: undefined })}
    />
  );
}

/** Whatever the menu was opened and left by, the keys are the picture's again; unless what was chosen took the focus. */
function backToPicture(pane: number): void {
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      const { activeElement } = document;
      if (activeElement !== null && activeElement !== document.body) return;
      document.querySelector<HTMLElement>(`[data-pane="${pane}"]`)?.focus({ preventScroll: true });
    }),
  );
}

/** What can be done with a measurement; nothing where there is none. */
function useFindingSection(
  id: string | undefined,
  linkTo: (id: string) => string | undefined,
): readonly MenuSection[] {
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

/** The windows of the active pane, a tick at the one in use. */
function usePresetSection(): readonly MenuSection[] {
  const t = useT();
  const viewer = useViewer();
  const active = useView((view) => view.active);
  const pane = useView((view) => view.panes[active] ?? undefined);
  const window = useStore(viewer.engine?.facts ?? NO_FACTS, ({ panes }) => panes[active]?.window);
  return [
    {
      id: 'presets',
      label: t('preset.group'),
      items: activePresets(viewer).map((preset, place) => ({
        id: `preset-${preset.id}`,
        label: preset.name ?? t(preset.label),
        keyHint: presetKey(place),
        isChecked: window !== undefined && isChosen(preset, pane?.window === undefined, pane?.voiLut, window),
        run: () => void applyPreset(viewer, preset),
      })),
    },
  ];
}
