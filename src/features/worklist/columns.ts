import type { MessageKey } from '@/i18n/en';
import type { PrivateFilters, SortKey } from './filters';

/** One column of the list on a desk. */
export interface Column {
  readonly key: SortKey;
  readonly label: MessageKey;
  /** The text filter under the column's name, where it has one. */
  readonly filter?: { readonly key: keyof PrivateFilters; readonly placeholder: MessageKey };
}

/** The columns from left to right; their widths stand in rows.css. */
export const LIST_COLUMNS: readonly Column[] = [
  {
    key: 'patient',
    label: 'worklist.column.patient',
    filter: { key: 'patientName', placeholder: 'worklist.filter.patient' },
  },
  { key: 'id', label: 'worklist.column.id', filter: { key: 'patientId', placeholder: 'worklist.filter.id' } },
  {
    key: 'born',
    label: 'worklist.column.born',
    filter: { key: 'birthDate', placeholder: 'worklist.filter.born' },
  },
  { key: 'sex', label: 'worklist.column.sex' },
  { key: 'date', label: 'worklist.column.date' },
  { key: 'modality', label: 'worklist.column.modality' },
  {
    key: 'description',
    label: 'worklist.column.description',
    filter: { key: 'description', placeholder: 'worklist.filter.description' },
  },
  {
    key: 'accession',
    label: 'worklist.column.accession',
    filter: { key: 'accession', placeholder: 'worklist.filter.accession' },
  },
  {
    key: 'referrer',
    label: 'worklist.column.referrer',
    filter: { key: 'referrer', placeholder: 'worklist.filter.referrer' },
  },
  { key: 'images', label: 'worklist.column.images' },
];
