import { Suspense } from 'react';
import { latePart } from '@/ui/latePart';
import { KeysHeld } from '@/ui/overlay/KeysHeld';
import { LayerGone } from '@/ui/PartGone';
import type { Filters } from './filters';
import { FiltersSheet } from './FiltersSheet';
import { KeysDialog } from './KeysDialog';
import type { ListDialog } from './worklistProps';

const DatesDialog = latePart(() => import('./DatesDialog'), LayerGone);

interface ListDialogsProps {
  /** Undefined: none is open. */
  readonly open: ListDialog | undefined;
  readonly filters: Filters;
  onFilters(next: Filters): void;
  onClose(): void;
}

/** What stands over the list. */
export function ListDialogs({ open, filters, onFilters, onClose }: ListDialogsProps) {
  if (open === 'keys') return <KeysDialog onClose={onClose} />;
  if (open === 'filters') return <FiltersSheet filters={filters} onFilters={onFilters} onClose={onClose} />;
  if (open !== 'dates') return null;
  return (
    <Suspense fallback={<KeysHeld onEscape={onClose} />}>
      <DatesDialog date={filters.date} onDate={(date) => onFilters({ ...filters, date })} onClose={onClose} />
    </Suspense>
  );
}
