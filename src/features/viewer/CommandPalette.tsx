import '@mantine/core/styles/ScrollArea.layer.css';
import '@mantine/core/styles/UnstyledButton.layer.css';
import '@mantine/core/styles/Overlay.layer.css';
import '@mantine/core/styles/Paper.layer.css';
import '@mantine/core/styles/ModalBase.layer.css';
import '@mantine/core/styles/Modal.layer.css';
import '@mantine/core/styles/Input.layer.css';
import '@mantine/spotlight/styles.layer.css';
import { createSpotlight, Spotlight, type SpotlightActionData } from '@mantine/spotlight';
import { useEffect, useState } from 'react';
import { useT } from '@/i18n/t';
import { TOOLS, toolSpec } from '@/imaging/tools';
import { Key } from '@/ui/Button';
import { Icon } from '@/ui/Icon';
import { OWNS_KEYS } from '@/ui/overlay/keys';
import { KeysHeld } from '@/ui/overlay/KeysHeld';
import { setGrid } from '@/view/actions';
import { presetKey } from '@/view/presets';
import { updateView } from '@/view/viewStore';
import { actionSpec } from './actions';
import { gridsFor } from './arrange';
import { activePresets, applyPreset, placeSeries } from './keyboard';
import { keyText } from './keyText';
import { offeredTools, possibleActions } from './offered';
import styles from './palette.module.css';
import { useViewer } from './viewerContext';

/** Everything the viewer can do, by name: tools, actions, windows, layouts, series. */
export default function CommandPalette() {
  const t = useT();
  const viewer = useViewer();
  const [[store, palette]] = useState(createSpotlight);
  useEffect(() => palette.open(), [palette]);
  const key = (name: string | undefined) => (name === undefined ? undefined : <Key>{keyText(name)}</Key>);

  const commands = possibleActions(viewer).filter((id) => id !== 'commands');

  const rows: SpotlightActionData[] = [
    ...offeredTools(viewer.may).map((id) => ({
      id: `tool-${id}`,
      label: t(TOOLS[id].label),
      description: t('help.tools'),
      leftSection: <Icon name={TOOLS[id].icon} />,
      rightSection: key(toolSpec(id).key),
      onClick: () => viewer.engine?.activate(id),
    })),
    ...commands.map((id) => ({
      id: `action-${id}`,
      label: t(actionSpec(id).label),
      leftSection: <Icon name={actionSpec(id).icon} />,
      rightSection: key(actionSpec(id).key),
      onClick: () => actionSpec(id).run(viewer),
    })),
    ...activePresets(viewer).map((preset, place) => ({
      id: `preset-${preset.id}`,
      label: preset.name ?? t(preset.label),
      description: t('preset.group'),
      leftSection: <Icon name="window" />,
      rightSection: key(presetKey(place)),
      onClick: () => void applyPreset(viewer, preset),
    })),
    ...gridsFor(viewer.screen).map((grid) => ({
      id: `grid-${grid.rows}-${grid.columns}`,
      label: t('layout.grid', { rows: grid.rows, columns: grid.columns }),
      leftSection: <Icon name="layout" />,
      onClick: () => updateView(viewer.views, (view) => setGrid(view, grid)),
    })),
    ...viewer.studies.flatMap(({ series }) =>
      series.map((one) => ({
        id: `series-${one.study}-${one.series}`,
        label: one.description ?? t('series.nameless'),
        description: [one.number, one.modality].filter((part) => part !== undefined).join(' · '),
        keywords: [t('sheet.series'), one.modality],
        leftSection: <Icon name="picture" />,
        onClick: () => placeSeries(viewer, viewer.views.getState().view.active, one),
      })),
    ),
  ];

  return (
    <>
      {/* Until its own box is there and after it went, letters are not the page's either. */}
      <KeysHeld />
      <Spotlight
        store={store}
        actions={rows}
        centered={false}
        shortcut={null}
        scrollable
        maxHeight={420}
        limit={40}
        attributes={{ content: { 'aria-label': t('action.commands'), [OWNS_KEYS]: '' } }}
        scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}
        overlayProps={{ blur: 0, backgroundOpacity: 0.5 }}
        classNames={{
          content: styles['content'] ?? '',
          action: styles['action'] ?? '',
          search: styles['search'] ?? '',
        }}
        nothingFound={t('palette.nothing')}
        onSpotlightClose={() => viewer.shell.setState({ dialog: undefined })}
        searchProps={{
          leftSection: <Icon name="search" />,
          placeholder: t('palette.placeholder'),
          'aria-label': t('action.commands'),
        }}
      />
    </>
  );
}
