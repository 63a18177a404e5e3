/** One JPEG frame for the codec of dcmjs-codecs, which gives samples as native bytes, interleaved by pixel. */
export interface NativeJob {
  readonly bytes: Uint8Array;
  readonly rows: number;
  readonly columns: number;
  readonly samples: number;
  readonly bitsAllocated: number;
  readonly bitsStored: number;
  readonly signed: boolean;
  /** Photometric Interpretation (0028,0004). */
  readonly photometric: string;
}

/** What the worker answers: the frame's native bytes, or why there are none. */
export type NativeAnswer = { readonly bytes: Uint8Array } | { readonly error: string };
