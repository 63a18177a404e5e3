import { useLayoutEffect, useRef, type ReactNode } from 'react';
import { useReadingHere } from '@/features/contract/readingContext';
import { useT } from '@/i18n/t';
import { useLinesInView } from '@/ui/useLinesInView';
import type { Archive } from '@/archive/contract/archive';
import { LIST_COLUMNS } from './columns';
import { StudyTableRow } from './StudyRow';
import { useStillRows } from './useAskedAgain';
import { useListKeys } from './useListKeys';
import { useNextPage } from './useNextPage';
import { useTopOnQuestion } from './useTopOnQuestion';
import type { ListProps } from './worklistProps';

const ROW_PX = 40;

interface StudyTableProps extends ListProps {
  readonly archive: Archive;
  /** The row of column headers. */
  readonly head: ReactNode;
}

/**
 * The list on a desk. Only rows near the screen exist, so 10,000 studies scroll like 30. Plain code: of a table library it
 * would use one sort, and of one for rows of any height that change theirs a division, for 27 KB more before the first row.
 */
export function StudyTable(props: StudyTableProps) {
  const { rows, selected, position, isSearching, tail, head, focusList, onEnd, onSelect } = props;
  const t = useT();
  const hasState = useReadingHere() !== undefined;
  const columns = LIST_COLUMNS.length + (hasState ? 1 : 0);
  const scroller = useRef<HTMLDivElement>(null);
  const { shown, totalPx, page, reveal } = useLinesInView(
    scroller,
    { count: rows.length, linePx: ROW_PX, beyond: 10 },
    { topPx: position.scrollPx, heightPx: innerHeight },
  );
  // The Tab key finds the list also when the selected row is scrolled away.
  const isSelectedHere = shown.some((index) => rows[index]?.study === selected);
  const tabStop = isSelectedHere ? selected : rows[shown[0] ?? 0]?.study;
  const { list, onKeyDown, moveTo, place } = useListKeys<HTMLDivElement>({
    rows,
    selected,
    page,
    isFocusedFirst: props.isFocusedFirst,
    onSelect,
    reveal,
  });

  useLayoutEffect(() => {
    focusList.current = () => moveTo(place);
  });

  const lastIndex = shown.at(-1) ?? 0;
  useTopOnQuestion(scroller, props.question);
  useStillRows(scroller, rows, props.askedAtMs, { linePx: ROW_PX });

  useNextPage(lastIndex >= rows.length - 12, onEnd);

  return (
    <div
      ref={list}
      role="grid"
      aria-label={t('worklist.table')}
      aria-rowcount={rows.length + 1}
      aria-colcount={columns}
      aria-busy={isSearching}
      className="wl-table"
      data-state={hasState || undefined}
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
        <div role="presentation" className="wl-rows" style={{ height: totalPx }}>
          {shown.map((index) => {
            const study = rows[index];
            return (
              study && (
                <StudyTableRow
                  key={study.study}
                  study={study}
                  index={index}
                  topPx={index * ROW_PX}
                  isSelected={study.study === selected}
                  isTabStop={study.study === tabStop}
                  archive={hasState ? props.archive.id : undefined}
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
            <div role="gridcell" aria-colspan={columns}>
              {tail}
            </div>
          </div>
        )}
      </div>
    </div>
  );
}
