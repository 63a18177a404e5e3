import { decodedBytes } from './decodedBytes';
import { FrameWindow } from './frameWindow';
import type { Stack } from '@/imaging/stack/stack';

/** How much is kept of a series that is too large to be kept whole, 96 MB: 192 slices of CT around the reader. */
const WINDOW_BYTES = 96 * 2 ** 20;

/** All of a series that fits into the cache; else so much of it that other series and the page have room beside it. */
export function windowFor({ frames }: Stack, mostBytes: number): FrameWindow {
  const bytes = frames.map(decodedBytes);
  const isWhole = bytes.reduce((sum, one) => sum + one, 0) <= mostBytes;
  const largest = bytes.reduce((most, one) => Math.max(most, one), 1);
  const most = Math.floor(Math.min(WINDOW_BYTES, mostBytes) / largest);
  return new FrameWindow(frames.length, isWhole ? frames.length : most);
}
