import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, type ReactNode } from 'react';
import { useT } from '@/i18n/t';
import { COLUMNS } from './columns';
import { StudyRow } from './StudyRow';
import { useListKeys } from './useListKeys';
import { useTopOnQuestion } from './useTopOnQuestion';
import type { ListProps } from './worklistProps';

const ROW_PX = 36;

interface StudyTableProps extends ListProps {
  /** The row of column headers. */
  readonly head: ReactNode;
}

/**
 * The list on a desk. Only rows near the screen exist, so 10,000 studies scroll like 30. Plain code and react-virtual:
 * of a table library it would use one sort, for 15 KB more before the first row shows.
 */
export function StudyTable(props: StudyTableProps) {
  const { rows, selected, position, isSearching, tail, head, focusList, onEnd, onSelect } = props;
  const t = useT();
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 10,
    initialRect: { width: 1000, height: innerHeight },
    initialOffset: position.scrollPx,
    getItemKey: (index) => rows[index]?.study ?? index,
  });
  const shown = virtual.getVirtualItems();
  // The Tab key finds the list also when the selected row is scrolled away.
  const isSelectedHere = shown.some(({ index }) => rows[index]?.study === selected);
  const tabStop = isSelectedHere ? selected : rows[shown[0]?.index ?? 0]?.study;
  const page = Math.floor((virtual.scrollRect?.height ?? 0) / ROW_PX);
  const { list, onKeyDown, moveTo, place } = useListKeys<HTMLDivElement>({
    rows,
    selected,
    page,
    isFocusedFirst: props.isFocusedFirst,
    onSelect,
    reveal: (index) => virtual.scrollToIndex(index),
  });

  useEffect(() => {
    focusList.current = () => moveTo(place);
  });

  const lastIndex = shown.at(-1)?.index ?? 0;
  useTopOnQuestion(scroller, props.question);

  const isAtEnd = lastIndex >= rows.length - 12;
  useEffect(() => {
    if (isAtEnd) onEnd();
  }, [isAtEnd, onEnd, rows.length]);

  return (
    <div
      ref={list}
      role="grid"
      aria-label={t('worklist.table')}
      aria-rowcount={rows.length + 1}
      aria-colcount={COLUMNS.length}
      aria-busy={isSearching}
      className="wl-table"
    >
      {head}
      <div
        ref={scroller}
        role={rows.length > 0 ? 'rowgroup' : 'presentation'}
        className="wl-scroll"
        data-searching={isSearching || undefined}
        onKeyDown={onKeyDown}
        onScroll={(event) => {
          position.scrollPx = event.currentTarget.scrollTop;
        }}
      >
        <div role="presentation" className="wl-rows" style={{ height: virtual.getTotalSize() }}>
          {shown.map(({ index, key, start }) => {
            const study = rows[index];
            return (
              study && (
                <StudyRow
                  key={key}
                  study={study}
                  index={index}
                  topPx={start}
                  isSelected={study.study === selected}
                  isTabStop={study.study === tabStop}
                  href={props.studyHref(study.study)}
                  onSelect={onSelect}
                  onOpen={props.onOpen}
                />
              )
            );
          })}
        </div>
        {tail !== undefined && (
          <div role="row" aria-rowindex={rows.length + 2}>
            <div role="gridcell" aria-colspan={COLUMNS.length}>
              {tail}
            </div>
          </div>
        )}
      </div>
    </div>
  );
}
