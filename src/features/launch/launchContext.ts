import { isFields, type CastFields } from '@/protocol/fhircast';

/** What a token response says that the EHR has open (SMART App Launch 2.2, 3.0.3): logical ids, of its own server alone. */
export interface LaunchContext {
  readonly patient?: string;
  readonly studies: readonly string[];
  readonly orders: readonly string[];
  /** Identifiers of studies that the EHR has no resource of. */
  readonly identified: readonly CastFields[];
}

/** Of each kind. */
const MOST = 20;
/** FHIR R4 2.24.0.1, id. */
const ID = /^[A-Za-z0-9.-]{1,64}$/;

const isId = (value: unknown): value is string => typeof value === 'string' && ID.test(value);

/** The logical id of a reference to a resource of a type on the EHR's own server; a reference anywhere else is none. */
export function idOf(reference: unknown, type: string, iss: string): string | undefined {
  if (typeof reference !== 'string') return undefined;
  const base = `${iss.replace(/\/$/, '')}/`;
  const relative = reference.startsWith(base) ? reference.slice(base.length) : reference;
  const [, found, id] = /^([A-Za-z]+)\/([^/]+)(?:\/_history\/[^/]+)?$/.exec(relative) ?? [];
  return found === type && isId(id) ? id : undefined;
}

/** Total: whatever is none of these is left out. */
export function readLaunchContext(response: CastFields, iss: string): LaunchContext {
  const { patient, imagingstudy, fhirContext } = response;
  const entries = (Array.isArray(fhirContext) ? fhirContext : []).map((one: unknown) =>
    // SMART 1 wrote the reference itself.
    isFields(one) ? one : { reference: one },
  );
  const named = (type: string): readonly string[] =>
    entries.map(({ reference }: CastFields) => idOf(reference, type, iss)).filter((id) => id !== undefined);
  const own = isId(imagingstudy) ? imagingstudy : idOf(imagingstudy, 'ImagingStudy', iss);
  const all = [...(own === undefined ? [] : [own]), ...named('ImagingStudy')];
  return {
    ...(isId(patient) ? { patient } : {}),
    studies: [...new Set(all)].slice(0, MOST),
    orders: [...new Set(named('ServiceRequest'))].slice(0, MOST),
    identified: entries
      .filter(({ type }: CastFields) => type === 'ImagingStudy')
      .map(({ identifier }: CastFields) => identifier)
      .filter(isFields)
      .slice(0, MOST),
  };
}
