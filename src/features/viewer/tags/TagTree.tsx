import { useRef, type KeyboardEvent } from 'react';
import type { DicomJson } from '@/dicom/dataset/dicomJson';
import { hasBelow, tagText, type TagRow } from '@/dicom/dataset/tagRows';
import { useT } from '@/i18n/t';
import { keyNames } from '@/ui/keyNames';
import { useLinesInView } from '@/ui/useLinesInView';
import { LINE_CHARS, rowName, rowValue } from './tagText';
import { treeMove, type TreeMove } from './treeKeys';
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
  const { rows, open, chosen, rowPx, onChoose, onToggle, onCopy } = props;
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
  const act = (move: TreeMove, row: TagRow) => {
    if (move === 'toggle') onToggle(row);
    else if (move !== 'nothing') focus(move.to);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const row = rows[stop];
    if (!row) return;
    const isSelected = (getSelection()?.toString() ?? '') !== '';
    if (keyNames(event.nativeEvent).includes('mod+c') && !isSelected) {
      event.preventDefault();
      return onCopy(row);
    }
    const page = Math.max(1, lines.page - 1);
    const move = event.ctrlKey ? undefined : treeMove(event.key, { rows, at: stop, open, page });
    if (move === undefined) return;
    event.preventDefault();
    act(move, row);
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
          return <Line key={row.path} {...props} row={row} index={index} isStop={index === stop} />;
        })}
      </div>
    </div>
  );
}

interface LineProps extends TagTreeProps {
  readonly row: TagRow;
  /** Its place among all lines, from 0. */
  readonly index: number;
  /** Whether the Tab key stops at it. */
  readonly isStop: boolean;
}

/** One line: tag, value representation, name and value. */
function Line({ row, index, isStop, ...tree }: LineProps) {
  const { rows, dataset, open, chosen, isHidden, rowPx, onChoose, onToggle } = tree;
  const t = useT();
  const name = rowName(t, row);
  const value = rowValue(t, row, dataset, isHidden, LINE_CHARS);
  const tag = row.item === undefined && tagText(row.tag);
  const isOpen = hasBelow(row) ? open.has(row.path) : undefined;
  return (
    <div
      role="treeitem"
      aria-level={row.depth + 1}
      aria-expanded={isOpen}
      aria-selected={row.path === chosen}
      aria-setsize={rows.length}
      aria-posinset={index + 1}
      aria-label={[name, tag, row.vr, value].filter(Boolean).join(', ')}
      tabIndex={isStop ? 0 : -1}
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
        {tag}
      </span>
      <span className={styles['vr']}>{row.vr}</span>
      <span className={styles['name']}>{name}</span>
      <span className={styles['value']} dir="auto">
        {value}
      </span>
    </div>
  );
}
