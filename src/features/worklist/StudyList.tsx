import { HeadRow } from './HeadRow';
import type { Archive } from '@/archive/contract/archive';
import type { Screen } from '@/ui/useScreen';
import type { Filters } from './filters';
import { ModalityFilter } from './ModalityFilter';
import { StudyCards } from './StudyCards';
import { StudyTable } from './StudyTable';
import type { ListProps } from './worklistProps';

interface StudyListProps {
  readonly list: ListProps;
  readonly archive: Archive;
  readonly screen: Screen;
  readonly filters: Filters;
  /** By what the rows are in order. */
  readonly sort: Filters['sort'];
  onFilters(next: Filters): void;
}

/** Rows on a record, cards for fingers. */
export function StudyList({ list, archive, screen, filters, sort, onFilters }: StudyListProps) {
  if (screen !== 'desk')
    return <StudyCards {...list} archive={archive} columns={screen === 'phone' ? 1 : 2} />;
  const modalityFilter = (
    <ModalityFilter
      modalities={filters.modalities}
      onModalities={(modalities) => onFilters({ ...filters, modalities })}
    />
  );
  return (
    <StudyTable
      {...list}
      archive={archive}
      head={<HeadRow filters={filters} sort={sort} onFilters={onFilters} modalityFilter={modalityFilter} />}
    />
  );
}
