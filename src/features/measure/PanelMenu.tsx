import { useRef, useState } from 'react';
import type { StudyUid } from '@/dicom/dataset/uid';
import { useT } from '@/i18n/t';
import type { Engine } from '@/imaging/contract';
import { IconButton } from '@/ui/Button';
import { useOffer, type Command } from '@/ui/overlay/commands';
import { Menu } from '@/ui/overlay/Menu';
import type { MenuItem } from '@/ui/overlay/menuItems';
import { toCsv } from './csv';
import type { Group } from './groups';
import type { PanelNotice } from './SaidStrip';
import { placeOf, sentenceOf, tableOf } from './measurementText';
import type { Insert } from './useInsert';

interface PanelMenuProps {
  readonly engine: Engine;
  /** As they are listed. */
  readonly groups: readonly Group[];
  readonly insert: Insert | undefined;
  /** Files are offered. */
  readonly canExport: boolean;
  onCopy(text: string, told: string): Promise<void>;
  onSaid(said: PanelNotice): void;
  /** Measurements of these studies left the page as a file. */
  readonly onExport?: ((studies: readonly StudyUid[]) => void) | undefined;
}

/** Names nobody: a file's name is seen where its content is not. */
const FILE_NAME = 'measurements.csv';

/** What can be done with all measurements. */
export function PanelMenu({ engine, groups, insert, canExport, onCopy, onSaid, onExport }: PanelMenuProps) {
  const t = useT();
  const button = useRef<HTMLSpanElement>(null);
  const [anchor, setAnchor] = useState<HTMLElement>();
  const close = () => setAnchor(undefined);
  const all = groups.flatMap(({ members }) => members);
  const isAllHidden = all.every(({ isHidden }) => isHidden);

  const copyAll = () => {
    const lines = all.map((one, i) => `${i + 1}. ${sentenceOf(one, placeOf(engine, one), t)}`);
    void onCopy(lines.join('\n'), t('measure.said.all', { count: lines.length }));
  };
  const saveCsv = () => {
    save(toCsv(tableOf(all, (one) => placeOf(engine, one), t)));
    onExport?.([...new Set(all.map(({ study }) => study))]);
    onSaid({ text: t('measure.said.saved', { name: FILE_NAME }) });
  };
  const hideAll = () =>
    engine.measuring.annotate(
      all.map(({ id }) => id),
      { isHidden: isAllHidden ? undefined : true },
    );
  const insertAll = insert && {
    id: 'insert-all',
    label: t(all.length > 0 ? 'measure.insert.all' : 'measure.insert.gone'),
    icon: 'document' as const,
    note: insert.why,
    isDisabled: insert.why !== undefined,
    run: () => insert.run(all),
  };
  const ofAll: readonly MenuItem[] = [
    { id: 'copy-all', label: t('measure.all.text'), icon: 'copy', run: copyAll },
    ...(canExport
      ? [{ id: 'csv', label: t('measure.all.csv'), icon: 'download', run: saveCsv } as const]
      : []),
    {
      id: 'hide-all',
      label: t(isAllHidden ? 'measure.all.show' : 'measure.all.hide'),
      icon: isAllHidden ? 'show' : 'hide',
      run: hideAll,
    },
  ];
  const items = [...(insertAll ? [insertAll] : []), ...(all.length > 0 ? ofAll : [])];
  useOffer(items.map((item): Command => ({ ...item, group: 'group.measurements' })));

  return (
    <span ref={button}>
      <IconButton
        icon="more"
        label={t('measure.more')}
        aria-haspopup="menu"
        aria-expanded={anchor !== undefined}
        onClick={() => setAnchor(anchor ? undefined : (button.current?.querySelector('button') ?? undefined))}
      />
      {anchor && (
        <Menu label={t('measure.more')} at={anchor} sections={[{ id: 'all', items }]} onClose={close} />
      )}
    </span>
  );
}

/** Hands a file to the browser. */
function save(csv: string): void {
  const url = URL.createObjectURL(new Blob([csv], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = FILE_NAME;
  link.click();
  // The browser reads it after this task.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
