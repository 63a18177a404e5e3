import { textOf, useT } from '@/i18n/t';
import { useOffered } from '@/ui/overlay/commands';
import { copyText } from '@/ui/copyText';
import type { MenuItem, MenuSection } from '@/ui/overlay/menuItems';
import { PaletteDialog } from '@/ui/overlay/Palette';
import type { Screen } from '@/ui/useScreen';
import { setGrid } from '@/view/actions';
import { updateView } from '@/view/viewStore';
import type { ActionId } from '@/features/viewer/commands/actions';
import { gridsFor } from '@/features/viewer/state/arrange';
import { placeSeries } from '@/features/viewer/commands/keyboard';
import { usePictureSections } from './menuSections';
import { useViewer } from '@/features/viewer/context/viewerContext';

interface CommandPaletteProps {
  /** The link of this moment; absent where what is seen is not passed on. */
  readonly link: (() => string) | undefined;
  linkTo(id: string): string | undefined;
}

type Entry = MenuItem & { readonly group: string };

/** Everything the page can do, by name: what the menus and bars offer, layouts, series, and what the features offer. */
export default function CommandPalette({ link, linkTo }: CommandPaletteProps) {
  const t = useT();
  const viewer = useViewer();
  const { engine, shell, screen } = viewer;
  const measurement = engine?.measures.getState().selected;
  const sections = usePictureSections({ measurement, isOffered: (id) => isHere(id, screen), linkTo });
  const offered = useOffered().map((one): Entry => ({ ...one, group: t(one.group) }));
  const places = usePlaces();
  const copyLink = async (url: string) => {
    const isCopied = await copyText(url);
    shell.setState({ end: isCopied ? 'link.copied' : 'link.refused' });
  };
  const passOn: Entry = {
    id: 'link',
    label: t('share.copy'),
    icon: 'link',
    group: t('group.passOn'),
    run: () => link && void copyLink(link()),
  };
  const entries = [...grouped(sections), ...places, ...(link ? [passOn] : []), ...offered];
  return (
    <PaletteDialog
      label={t('action.commands')}
      placeholder={t('palette.placeholder')}
      nothing={t('palette.nothing')}
      off={t('palette.off')}
      entries={entries.map((one) => ({ ...one, words: wordsOf(one.id) }))}
      onClose={() => shell.setState({ dialog: undefined })}
    />
  );
}

/** Panels are a desk's. */
const isHere = (id: ActionId, screen: Screen): boolean =>
  id !== 'commands' && (screen === 'desk' || (id !== 'left' && id !== 'right'));

function grouped(sections: readonly MenuSection[]): readonly Entry[] {
  let group = '';
  return sections.flatMap(({ label, items }) => {
    // A section without a heading goes on with the one before.
    group = label ?? group;
    return items.map((item) => ({ ...item, group }));
  });
}

/** Words are texts: they are what people of a language type. */
function wordsOf(id: string): string | undefined {
  const [, rows, columns] = /^grid-(\d)-(\d)$/.exec(id) ?? [];
  if (rows !== undefined) return `${textOf('words.grid')} ${rows}x${columns}`;
  return textOf(`words.${id}`);
}

/** What can stand where: layouts, and the series for the active pane. */
function usePlaces(): readonly Entry[] {
  const t = useT();
  const viewer = useViewer();
  const grids = gridsFor(viewer.screen).map((grid) => ({
    id: `grid-${grid.rows}-${grid.columns}`,
    label: t('layout.grid', { rows: grid.rows, columns: grid.columns }),
    icon: 'layout' as const,
    group: t('group.layout'),
    run: () => {
      viewer.shell.setState({ beforeMaximise: undefined });
      updateView(viewer.views, (view) => setGrid(view, grid));
    },
  }));
  const series = viewer.studies.flatMap((study) =>
    study.series.map((one) => ({
      id: `series-${one.study}-${one.series}`,
      label: one.description ?? t('series.nameless'),
      note: [one.number, one.modality].filter((part) => part !== undefined).join(' · '),
      icon: 'picture' as const,
      group: t('sheet.series'),
      run: () => placeSeries(viewer, viewer.views.getState().view.active, one),
    })),
  );
  return [...grids, ...series];
}
