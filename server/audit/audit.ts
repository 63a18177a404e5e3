/** What is put on record. The words are those of the audit file's `subtype` table. */
export type AuditAction =
  | 'sign-in'
  | 'sign-out'
  | 'search'
  | 'open'
  | 'export'
  /** An EHR opened studies here (SMART App Launch). */
  | 'launch'
  | 'store'
  | 'mark-read'
  | 'mark-unread'
  | 'bookmark'
  | 'unbookmark'
  /** Arrangements were set for the site. */
  | 'hang-house'
  /** A program subscribed to what a person has open (FHIRcast), or changed it. */
  | 'join-context'
  | 'change-context'
  | 'share'
  | 'redeem'
  | 'revoke'
  | 'refuse';

/** Who did it: someone signed in, a guest by the share's id, or nobody known. */
export type AuditAgent =
  | { readonly is: 'person'; readonly issuer: string; readonly subject: string; readonly name: string }
  | { readonly is: 'guest'; readonly share: string }
  | { readonly is: 'nobody' };

/** One event, before it is written as a FHIR R4 AuditEvent. Holds UIDs, never names or numbers of patients. */
export interface AuditNote {
  readonly action: AuditAction;
  readonly agent: AuditAgent;
  /** Absent: it succeeded. Else the reason in a word: 'expired', 'series', 'passcode', ... */
  readonly reason?: string;
  /** The archive that it is about, by its id in config.json. */
  readonly archive?: string;
  readonly studies?: readonly string[];
  readonly series?: readonly string[];
  /** The share that it is about. */
  readonly share?: string;
  /** The EHR that opened it, by its FHIR server. */
  readonly ehr?: string;
  /** X-Request-Id, where the request had one. */
  readonly request?: string;
  /** The network address that a refused request came from, or what stands for it. */
  readonly address?: string;
  /** It stands for so many more of its kind, within a minute. */
  readonly more?: number;
}

/** The record of what was done. */
export interface Audit {
  /** Puts an event on record. Never throws: a full disk must not close the archive, but is said on the console. */
  note(event: AuditNote): void;
  /** Whether nothing may go on, since a record is required and cannot be written. */
  isClosed?(): boolean;
}

/** Where no record is kept. */
export const NO_AUDIT: Audit = { note: () => undefined };
