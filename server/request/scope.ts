/** A request as it came, before anybody interpreted it. Header names in lower case. */
export interface RawRequest {
  readonly method: string;
  /** The request target as sent. */
  readonly target: string;
  /** '1.1', '2.0'; absent where it is not known. */
  readonly version?: string;
  /** A header that came twice is a list of two: what several would read differently is refused. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

/** What a permitted request asks for, and what its answer must be cut to. */
export type Permit =
  | {
      readonly kind: 'search';
      readonly level: 'study' | 'series' | 'instance';
      readonly study: string;
      /** The one that the address names. */
      readonly series?: string;
    }
  | {
      readonly kind: 'retrieve';
      readonly study: string;
      readonly series?: string;
      readonly sop?: string;
    }
  | { readonly kind: 'store'; readonly study: string };

/** Why a request is refused: for the log, never for the guest. */
export type Denial =
  | 'method'
  | 'host'
  | 'address'
  | 'headers'
  /** A page of another site made a browser ask. */
  | 'site'
  | 'query'
  /** What was shared lies in another archive. */
  | 'archive'
  | 'route'
  | 'study'
  | 'series'
  | 'instance'
  | 'download'
  | 'measure';

export type Decision =
  { readonly allow: true; readonly permit: Permit } | { readonly allow: false; readonly reason: Denial };
