import { number, numbers, text, texts, type DicomJson } from '@/dicom/dataset/dicomJson';
import { element } from '@/dicom/objects/written';
import type { PointPx } from '@/dicom/geometry/pointPx';
import type { Measurement, Notes } from '@/measurement/measurement';

/**
 * What only this viewer reads, in a private block (PS3.5 7.8.1) of a measurement group: the handles as doubles, where
 * graphics have 24 bits, and how it is shown. A report without them tells the same finding, a rounding away.
 */
const GROUP = '0073';
const CREATOR = 'ISOCENTER 1';
const FIRST_BLOCK = 0x10;
const LAST_BLOCK = 0xff;

const tag = (block: number, name: string): string =>
  `${GROUP}${block.toString(16).toUpperCase().padStart(2, '0')}${name}`;
const creatorTag = (block: number): string =>
  `${GROUP}00${block.toString(16).toUpperCase().padStart(2, '0')}`;

export interface PrivateNotes extends Pick<Notes, 'colour' | 'isLocked' | 'isHidden'> {
  readonly handles?: readonly PointPx[];
}

function write({ pointsPx, colour, isLocked, isHidden }: Measurement): DicomJson {
  return {
    [creatorTag(FIRST_BLOCK)]: element('LO', CREATOR),
    [tag(FIRST_BLOCK, '01')]: element('FD', ...pointsPx.flat()),
    ...(colour === undefined ? {} : { [tag(FIRST_BLOCK, '02')]: element('US', colour) }),
    ...(isLocked ? { [tag(FIRST_BLOCK, '03')]: element('CS', 'YES') } : {}),
    ...(isHidden ? { [tag(FIRST_BLOCK, '04')]: element('CS', 'YES') } : {}),
  };
}

function read(dataset: DicomJson): PrivateNotes {
  let block = FIRST_BLOCK;
  while (block <= LAST_BLOCK && texts(dataset, creatorTag(block))[0] !== CREATOR) block += 1;
  if (block > LAST_BLOCK) return {};
  const flat = numbers(dataset, tag(block, '01'));
  const handles = Array.from(
    { length: Math.floor(flat.length / 2) },
    (_, i) => [flat[2 * i] ?? 0, flat[2 * i + 1] ?? 0] as const,
  );
  const colour = number(dataset, tag(block, '02'));
  return {
    ...(handles.length > 0 ? { handles } : {}),
    ...(colour !== undefined && Number.isInteger(colour) && colour > 0 ? { colour } : {}),
    ...(text(dataset, tag(block, '03')) === 'YES' ? { isLocked: true } : {}),
    ...(text(dataset, tag(block, '04')) === 'YES' ? { isHidden: true } : {}),
  };
}

export const PRIVATE_NOTES = { write, read };
