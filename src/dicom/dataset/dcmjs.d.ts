/** As far as it is used here; the package brings no types. */
declare module 'dcmjs' {
  export const log: { setLevel(level: string): void };
  export const data: {
    /** By '(0010,0010)'. */
    readonly DicomMetaDictionary: {
      readonly dictionary: Readonly<Record<string, { readonly vr?: string } | undefined>>;
    };
    readonly DicomDict: new (meta: Record<string, unknown>) => {
      dict: Record<string, unknown>;
      write(options?: Record<string, unknown>): ArrayBuffer;
    };
  };
}
