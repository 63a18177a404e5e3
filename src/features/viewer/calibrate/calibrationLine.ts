import type { Measures } from '@/imaging/contract';
import type { PaneStatus } from '@/imaging/pane/paneStore';
import { KINDS } from '@/measurement/kinds';
import type { Measurement } from '@/measurement/measurement';

/** The length line to calibrate a pane's image by: the selected one, else the newest, on the image on screen. */
export function calibrationLine(
  { list, selected }: Measures,
  { instance, frame }: PaneStatus,
): Measurement | undefined {
  const lines = list.filter(
    (one) =>
      KINDS[one.kind].calibrates === true &&
      one.sop === instance?.sop &&
      one.series === instance.series &&
      one.study === instance.study &&
      one.frame === frame,
  );
  return lines.find(({ id }) => id === selected) ?? lines.at(-1);
}
