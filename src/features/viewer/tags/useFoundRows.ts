import { useDeferredValue, useMemo, useState } from 'react';
import type { DicomJson } from '@/dicom/dataset/dicomJson';
import { hasBelow, matchingRows, openRows, tagRows, type TagRow } from '@/dicom/dataset/tagRows';
import { useT } from '@/i18n/t';
import { rowMatcher } from './tagText';

/** The paths of lines that have others below them. */
const pathsOf = (rows: readonly TagRow[]): ReadonlySet<string> =>
  new Set(rows.filter(hasBelow).map(({ path }) => path));

/** The attributes of an object, searched by words and opened by hand. */
export function useFoundRows(dataset: DicomJson, isHidden: boolean) {
  const t = useT();
  const [words, setWords] = useState('');
  const [byHand, setByHand] = useState<ReadonlySet<string>>(new Set());
  const searched = useDeferredValue(words);
  const isSearch = searched.trim() !== '';
  const all = useMemo(() => tagRows(dataset), [dataset]);
  const found = useMemo(
    () => (isSearch ? matchingRows(all, rowMatcher(t, searched, isHidden)) : all),
    [t, all, isSearch, searched, isHidden],
  );
  // What a search finds is open, down to where it stands.
  const open = useMemo(() => (isSearch ? pathsOf(found) : byHand), [isSearch, found, byHand]);
  const rows = useMemo(() => openRows(found, open), [found, open]);
  const isAllOpen = byHand.size > 0;
  return {
    ...{ words, setWords, isSearch, all, found, open, rows, isAllOpen },
    toggle: ({ path }: TagRow) =>
      setByHand((before) => {
        const next = new Set(before);
        if (!next.delete(path)) next.add(path);
        return next;
      }),
    toggleAll: () => setByHand(isAllOpen ? new Set() : pathsOf(all)),
  };
}
