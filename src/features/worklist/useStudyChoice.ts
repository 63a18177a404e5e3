import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import type { StudyQuery } from '@/archive/contract/archive';
import type { StudyUid } from '@/dicom/dataset/uid';
import { loadOn, type LoadOnRequest } from './loadOn';
import type { Studies } from './useStudies';
import type { WorklistProps } from './worklistProps';

/**
 * Which study of the list is chosen, kept in `position` for whoever comes back from one. What was read need not be in the list: a
 * patient's other studies open from the preview.
 */
export function useStudyChoice(
  { archive, position, onOpen, filters }: Pick<WorklistProps, 'archive' | 'position' | 'onOpen' | 'filters'>,
  { rows, more }: Studies,
  query: StudyQuery,
  keep: LoadOnRequest['keep'],
) {
  const lists = useQueryClient();
  const { sort } = filters;
  const [selected, setSelected] = useState(position.read ?? position.study);
  const of = (uid: StudyUid | undefined) => rows.find((row) => row.study === uid);
  useEffect(() => {
    position.listed = {
      archive: archive.id,
      studies: rows.map((row) => row.study),
      isCut: more,
      loadOn: () => loadOn(lists, { archive, query, sort, keep }, position),
    };
  }, [position, archive, rows, more, lists, query, sort, keep]);
  const select = useCallback(
    (uid: StudyUid) => {
      position.study = uid;
      position.read = undefined;
      setSelected(uid);
    },
    [position],
  );
  /** Another question: its list begins at its first row. */
  const reset = useCallback(() => {
    position.study = undefined;
    position.read = undefined;
    setSelected(undefined);
  }, [position]);
  const open = useCallback(
    (uid: StudyUid) => {
      if (rows.some((row) => row.study === uid)) position.study = uid;
      onOpen(uid);
    },
    [position, rows, onOpen],
  );
  return { study: of(selected) ?? of(position.study) ?? rows[0], select, reset, open };
}
