import type { Measurement } from '@/measurement/measurement';

/** How the list is arranged. */
export type ListOrder = 'all' | 'image' | 'finding';

/** Measurements under one heading; `key` names the image or the finding, empty where there is none. */
export interface Group {
  readonly key: string;
  readonly members: readonly Measurement[];
}

const keyOf = (order: ListOrder, { study, series, sop, frame, finding }: Measurement): string => {
  if (order === 'all') return '';
  if (order === 'finding') return finding ? `${finding.scheme} ${finding.value}` : '';
  return `${study}/${series}/${sop}/${frame}`;
};

/** Newest first, under the headings in the order they first come up; what has no finding stands last. */
export function groupsOf(list: readonly Measurement[], order: ListOrder): readonly Group[] {
  const groups = new Map<string, Measurement[]>();
  for (const one of list.toReversed()) {
    const key = keyOf(order, one);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  const named = [...groups].map(([key, members]) => ({ key, members }));
  return order === 'finding' ? named.sort((a, b) => Number(a.key === '') - Number(b.key === '')) : named;
}
