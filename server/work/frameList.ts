import { HttpRefusal } from '../http/problem';

/** Frames of one request: a page asks for one, programs for a series' worth. */
export const MOST_FRAMES = 2_000;

/** Reads a frame list: `3` or `1,2,3`, from 1 (PS3.18 10.1.2.4). The same frame twice would be a small request for much. */
export function readFrameList(list: string, frames: number): number[] {
  const numbers = list.split(',').map((each) => (/^\d{1,9}$/.test(each) ? Number(each) : 0));
  if (numbers.some((frame) => frame < 1))
    throw new HttpRefusal(400, 'Frames are whole numbers from 1, joined by commas.');
  if (new Set(numbers).size < numbers.length) throw new HttpRefusal(400, 'Each frame is asked for once.');
  if (numbers.length > MOST_FRAMES)
    throw new HttpRefusal(400, `At most ${MOST_FRAMES} frames are asked for at a time.`);
  const beyond = numbers.find((frame) => frame > frames);
  if (beyond !== undefined)
    throw new HttpRefusal(404, `There is no frame ${beyond}: this object has ${frames}.`);
  return numbers;
}
