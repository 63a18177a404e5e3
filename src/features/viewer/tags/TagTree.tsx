import { useRef, type KeyboardEvent } from 'react';
import type { DicomJson } from '@/dicom/dataset/dicomJson';
import { hasBelow, tagText, type TagRow } from '@/dicom/dataset/tagRows';
import { useT } from '@/i18n/t';
import { keyNames } from '@/ui/keyNames';
import { useLinesInView } from '@/ui/useLinesInView';
import { alongLine } from '@/ui/lineKeys';
import { LINE_CHARS, rowName, rowValue } from './tagText';
import styles from './tags.module.css';

interface TagTreeProps {
  readonly rows: readonly TagRow[];
  readonly dataset: DicomJson;
  readonly open: ReadonlySet<string>;
  /** Path of the chosen line. */
  readonly chosen: string | undefined;
  readonly isHidden: boolean;
  /** Height of a line, CSS pixels. */
  readonly rowPx: number;
  onChoose(row: TagRow): void;
  onToggle(row: TagRow): void;
  onCopy(row: TagRow): void;
}

/** The lines of a dataset as a tree; only those near the screen exist, so 100,000 scroll like 30. */
export function TagTree(props: TagTreeProps) {
  const { rows, dataset, open, chosen, isHidden, rowPx, onChoose, onToggle, onCopy } = props;
  const t = useT();
  const scroller = useRef<HTMLDivElement>(null);
  const lines = useLinesInView(
    scroller,
    { count: rows.length, linePx: rowPx, beyond: 10 },
    { topPx: 0, heightPx: innerHeight },
  );
  const { shown } = lines;
  const at = rows.findIndex(({ path }) => path === chosen);
  const stop = shown.includes(at) ? at : (shown[0] ?? 0);

  const focus = (index: number) => {
    const row = rows[Math.min(Math.max(index, 0), rows.length - 1)];
    if (!row) return;
    onChoose(row);
    lines.reveal(rows.indexOf(row));
    requestAnimationFrame(() =>
      scroller.current?.querySelector<HTMLElement>(`[data-path="${row.path}"]`)?.focus(),
    );
  };
  const page = Math.max(1, lines.page - 1);

  const onKeyDown = (event: KeyboardEvent) => {
    const row = rows[stop];
    if (!row) return;
    const isOpen = open.has(row.path);
    const parent = row.path.slice(0, Math.max(0, row.path.lastIndexOf('/')));
    const moves: Readonly<Record<string, () => void>> = {
      ArrowDown: () => focus(stop + 1),
      ArrowUp: () => focus(stop - 1),
      PageDown: () => focus(stop + page),
      PageUp: () => focus(stop - page),
      Home: () => focus(0),
      End: () => focus(rows.length - 1),
      on: () => (hasBelow(row) && !isOpen ? onToggle(row) : focus(stop + 1)),
      back: () =>
        isOpen ? onToggle(row) : parent !== '' && focus(rows.findIndex(({ path }) => path === parent)),
      Enter: () => hasBelow(row) && onToggle(row),
      ' ': () => hasBelow(row) && onToggle(row),
    };
    const isCopy = keyNames(event.nativeEvent).includes('mod+c');
    const isSelected = (getSelection()?.toString() ?? '') !== '';
    const run =
      isCopy && !isSelected
        ? () => onCopy(row)
        : event.ctrlKey
          ? undefined
          : moves[alongLine(event.key) ?? event.key];
    if (!run) return;
    event.preventDefault();
    run();
  };

  return (
    <div ref={scroller} className={styles['scroller']}>
      <div
        role="tree"
        aria-label={t('tags.tree')}
        style={{ height: lines.totalPx }}
        className={styles['tree']}
        onKeyDown={onKeyDown}
      >
        {shown.map((index) => {
          const row = rows[index];
          if (!row) return null;
          const name = rowName(t, row);
          const value = rowValue(t, row, dataset, isHidden, LINE_CHARS);
          const isOpen = hasBelow(row) ? open.has(row.path) : undefined;
          return (
            <div
              key={row.path}
              role="treeitem"
              aria-level={row.depth + 1}
              aria-expanded={isOpen}
              aria-selected={row.path === chosen}
              aria-setsize={rows.length}
              aria-posinset={index + 1}
              aria-label={[name, row.item === undefined && tagText(row.tag), row.vr, value]
                .filter(Boolean)
                .join(', ')}
              tabIndex={index === stop ? 0 : -1}
              data-path={row.path}
              className={styles['row']}
              style={{ height: rowPx, transform: `translateY(${index * rowPx}px)` }}
              onClick={() => {
                onChoose(row);
                if (hasBelow(row)) onToggle(row);
              }}
              onFocus={() => row.path !== chosen && onChoose(row)}
            >
              <span className={styles['tag']} style={{ paddingInlineStart: 14 * row.depth }}>
                <i data-open={isOpen} aria-hidden="true" />
                {row.item === undefined && tagText(row.tag)}
              </span>
              <span className={styles['vr']}>{row.vr}</span>
              <span className={styles['name']}>{name}</span>
              <span className={styles['value']} dir="auto">
                {value}
              </span>
            </div>
          );
        })}
      </div>
    </div>
  );
}
