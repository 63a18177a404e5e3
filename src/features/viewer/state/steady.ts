import { useRef } from 'react';
import type { DicomJson } from '@/dicom/dataset/dicomJson';

/**
 * A selector that gives what it gave before as long as `isSame` finds no difference: each image brings its own objects, and
 * what says the same of all of them is rendered once for a series, not once for a slice. `isSame` must stay the same.
 */
export function useSteady<State, Part>(
  select: (state: State) => Part,
  isSame: (before: Part, now: Part) => boolean,
): (state: State) => Part {
  const last = useRef<{ readonly part: Part }>(undefined);
  return (state) => {
    const part = select(state);
    if (last.current && isSame(last.current.part, part)) return last.current.part;
    last.current = { part };
    return part;
  };
}

/** Whether two datasets say the same in some attributes; two that are absent do. */
export const sayTheSame =
  (...tags: readonly string[]) =>
  (a: DicomJson | undefined, b: DicomJson | undefined): boolean =>
    a === b ||
    (a !== undefined &&
      b !== undefined &&
      tags.every((tag) => a[tag] === b[tag] || JSON.stringify(a[tag]) === JSON.stringify(b[tag])));
