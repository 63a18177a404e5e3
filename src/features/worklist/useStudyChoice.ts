import { useCallback, useEffect, useState } from 'react';
import type { StudyUid } from '@/dicom/dataset/uid';
import type { Studies } from './useStudies';
import type { WorklistProps } from './worklistProps';

/**
 * Which study of the list is chosen, kept in `position` for whoever comes back from one. What was read need not be in the list: a
 * patient's other studies open from the preview.
 */
export function useStudyChoice(
  { archive, position, onOpen }: Pick<WorklistProps, 'archive' | 'position' | 'onOpen'>,
  { rows, more }: Studies,
) {
  const [selected, setSelected] = useState(position.read ?? position.study);
  const of = (uid: StudyUid | undefined) => rows.find((row) => row.study === uid);
  useEffect(() => {
    position.listed = { archive: archive.id, studies: rows.map((row) => row.study), isCut: more };
  }, [position, archive, rows, more]);
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
