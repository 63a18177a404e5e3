import { toSopUid } from '@/dicom/dataset/uid';
import { FASTEST_FPS, SLOWEST_FPS } from '@/view/cine';
import type { Cine, ImageRef } from '@/view/viewState';

/** Order is part of the link format: append only. */
const MODES = ['loop', 'yoyo', 'once'] as const;

type PackedImage = readonly [sop: string, frame: number] | 0;

const packImage = (image: ImageRef | undefined): PackedImage => (image ? [image.sop, image.frame] : 0);

/** How a pane is played as short JSON: frames a second (0 = the file's), mode, and where they differ first and last image. */
export function packCine({ fps, mode, from, to }: Cine): readonly unknown[] {
  const head = [fps ?? 0, MODES.indexOf(mode ?? 'loop')];
  return from || to ? [...head, packImage(from), packImage(to)] : head;
}

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** undefined = unreadable, null = none. */
function readImage(value: unknown): ImageRef | null | undefined {
  if (value === 0 || value === undefined) return null;
  const [sopText, frame] = list(value);
  const sop = toSopUid(sopText);
  const isFrame = Number.isInteger(frame) && (frame as number) >= 1 && (frame as number) <= 1_000_000;
  return sop && isFrame ? { sop, frame: frame as number } : undefined;
}

/** The mirror image of packCine; undefined for what is none. */
export function readCine(value: unknown): Cine | undefined {
  const [fps, modeIndex, fromRaw, toRaw] = list(value);
  const mode = Number.isInteger(modeIndex) ? MODES[modeIndex as number] : undefined;
  const [from, to] = [readImage(fromRaw), readImage(toRaw)];
  const isSpeed = typeof fps === 'number' && (fps === 0 || (fps >= SLOWEST_FPS && fps <= FASTEST_FPS));
  if (!isSpeed || mode === undefined || from === undefined || to === undefined) return undefined;
  return {
    ...(fps === 0 ? {} : { fps }),
    ...(mode === 'loop' ? {} : { mode }),
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
  };
}
