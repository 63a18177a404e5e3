import type { PixelDescription } from '@/dicom/pixels/pixel';

/** One JPEG frame for the codec of dcmjs-codecs, which gives samples as native bytes, interleaved by pixel. */
export interface NativeJob extends Pick<
  PixelDescription,
  'rows' | 'columns' | 'samples' | 'bitsAllocated' | 'bitsStored' | 'signed' | 'photometric'
> {
  readonly bytes: Uint8Array;
  /** Whether colours become RGB where the codec takes them for chrominance, by markers and by the numbers of components; else they stay as coded. */
  readonly convertsColours: boolean;
}

/** What the worker answers: the frame's native bytes, or why there are none. */
export type NativeAnswer = { readonly bytes: Uint8Array } | { readonly error: string };
