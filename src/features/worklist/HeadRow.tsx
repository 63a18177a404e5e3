import type { ReactNode } from 'react';
import { useReadingHere } from '@/features/contract/readingContext';
import { useT } from '@/i18n/t';
import { Icon } from '@/ui/Icon';
import { LIST_COLUMNS, type Column } from './columns';
import { readTypedDate } from './dates';
import { dateLabel } from './DateChips';
import type { Filters, Sort } from './filters';
import { TextFilter } from './TextFilter';

interface HeadRowProps {
  readonly filters: Filters;
  /** The order in force: chosen, or what the archive does by itself. */
  readonly sort: Sort | undefined;
  readonly modalityFilter: ReactNode;
  readonly onFilters: (filters: Filters) => void;
}

/** Column names that sort, with a filter under each. */
export function HeadRow(props: HeadRowProps) {
  const t = useT();
  const hasState = useReadingHere() !== undefined;
  return (
    <div role="rowgroup" className="wl-head">
      <div role="row" aria-rowindex={1} className="wl-grid">
        {hasState && (
          <div role="columnheader" className="wl-column wl-statecell">
            <span className="wl-hidden">{t('worklist.column.state')}</span>
          </div>
        )}
        {LIST_COLUMNS.map((column) => (
          <Head key={column.key} column={column} {...props} />
        ))}
      </div>
    </div>
  );
}

function Head({ column, ...props }: HeadRowProps & { column: Column }) {
  const { filters, sort, onFilters } = props;
  const t = useT();
  const label = t(column.label);
  const direction = sort?.by === column.key ? (sort.descending ? 'descending' : 'ascending') : undefined;
  return (
    <div role="columnheader" className={`wl-column wl-${column.key}`} aria-sort={direction ?? 'none'}>
      <button
        type="button"
        className="wl-sort"
        title={t('worklist.sort.by', { column: label })}
        onClick={() => onFilters({ ...filters, sort: nextSort(column.key, filters.sort ?? sort) })}
      >
        <span className="wl-cut">{label}</span>
        {direction && <Icon name={direction} size={12} stroke={2} />}
      </button>
      <Filter column={column} label={label} {...props} />
    </div>
  );
}

function Filter({
  column,
  label,
  filters,
  modalityFilter,
  onFilters,
}: HeadRowProps & { column: Column; label: string }) {
  const t = useT();
  if (column.key === 'modality') return modalityFilter;
  if (column.key === 'date') {
    return filters.date === 'any' ? (
      <span className="wl-nofilter" />
    ) : (
      <span className="wl-field wl-on">
        <span className="wl-fieldtext">{dateLabel(filters.date, t)}</span>
        <button
          type="button"
          className="wl-clear"
          aria-label={t('worklist.filter.remove', { column: label })}
          onClick={() => onFilters({ ...filters, date: 'any' })}
        >
          <Icon name="close" size={12} />
        </button>
      </span>
    );
  }
  if (column.key === 'sex') {
    return (
      <select
        className="wl-select"
        aria-label={t('worklist.filter.of', { column: label })}
        data-on={filters.sex !== '' || undefined}
        value={filters.sex}
        onChange={({ currentTarget: { value } }) =>
          onFilters({ ...filters, sex: value === 'F' || value === 'M' || value === 'O' ? value : '' })
        }
      >
        <option value="">–</option>
        <option value="F">F</option>
        <option value="M">M</option>
        <option value="O">O</option>
      </select>
    );
  }
  const { filter } = column;
  if (!filter) return <span className="wl-nofilter" />;
  const value = filters[filter.key];
  const isHalfDate = filter.key === 'birthDate' && value.trim() !== '' && readTypedDate(value) === undefined;
  return (
    <TextFilter
      label={t('worklist.filter.of', { column: label })}
      placeholder={t(filter.placeholder)}
      value={value}
      testId={column.key === 'patient' ? 'filter-patient' : undefined}
      hint={isHalfDate ? t('worklist.filter.born.hint') : undefined}
      onValue={(text) => onFilters({ ...filters, [filter.key]: text })}
    />
  );
}

/** Dates and counts begin with the largest, texts with the first; a second press turns it round. */
function nextSort(by: Sort['by'], now: Sort | undefined): Sort {
  return { by, descending: now?.by === by ? !now.descending : by === 'date' || by === 'images' };
}
