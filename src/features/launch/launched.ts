import type { CastSubject } from '@/protocol/fhircastContext';

/** One EHR of the settings that may open studies here. */
export interface Ehr {
  /** Its FHIR server, exactly as its launches name it. */
  readonly iss: string;
  /** What people read. */
  readonly name: string;
  readonly clientId: string;
  readonly scope: string;
  /** The id of the archive that its studies are in; absent: any of the settings. */
  readonly archive?: string | undefined;
  /** Origins beside that of `iss` where its endpoints may be. */
  readonly origins: readonly string[];
}

/** Why a launch opens nothing. */
export type LaunchRefusal =
  /** What the address holds is no launch, or two. */
  | 'malformed'
  /** The settings name no such EHR: it was not asked. */
  | 'unknown'
  | 'framed'
  | 'insecure'
  | 'unreachable'
  /** What the EHR says of itself cannot be used: no PKCE, or an endpoint at an origin that nobody named. */
  | 'unfit'
  | 'denied'
  | 'refused'
  /** The answer to nothing that this tab has asked, or to something answered before. */
  | 'stray'
  /** It named neither a study nor an order nor a patient. */
  | 'nothing'
  /** It does not give what it named. */
  | 'withheld'
  /** Its patient and its study are of two persons. */
  | 'mixed'
  /** Whoever launched is not who has signed in here. */
  | 'person'
  /** The page was loaded anew. */
  | 'over';

/** What an EHR has open. Holds no token. */
export interface LaunchedContext {
  readonly iss: string;
  /** What people read of the EHR. */
  readonly ehr: string;
  readonly archive?: string | undefined;
  readonly subject: CastSubject;
  /** Who launched, as the EHR's ID token names them. */
  readonly person: { readonly issuer: string; readonly subject: string };
}

export type Launched =
  | { readonly ok: true; readonly context: LaunchedContext }
  | {
      readonly ok: false;
      readonly why: LaunchRefusal;
      /** What people read of the EHR, where it is known. */
      readonly ehr?: string;
      /** The launch as an address for a tab of its own. */
      readonly href?: string;
    };

/** A launch that goes no further, with the reason for a sentence. */
export class LaunchError extends Error {
  readonly why: LaunchRefusal;

  constructor(why: LaunchRefusal, cause?: unknown) {
    super(`launch: ${why}`, { cause });
    this.name = 'LaunchError';
    this.why = why;
  }
}
