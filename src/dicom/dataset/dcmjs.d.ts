/** As far as it is used here; the package brings no types. */
declare module 'dcmjs' {
  interface Log {
    setLevel(level: string, isKept?: boolean): void;
  }
  export const log: Log & { getLogger(name: string): Log };
  export const data: {
    /** By '(0010,0010)'. */
    readonly DicomMetaDictionary: {
      readonly dictionary: Readonly<Record<string, { readonly vr?: string } | undefined>>;
    };
    readonly DicomMessage: {
      readFile(file: ArrayBuffer, options: Record<string, unknown>): { readonly dict: unknown };
    };
    readonly DicomDict: new (meta: Record<string, unknown>) => {
      dict: Record<string, unknown>;
      write(options?: Record<string, unknown>): ArrayBuffer;
    };
  };
}
