import {
  isFields,
  isText,
  type CastEntry,
  type CastEvent,
  type CastFields,
  type CastResource,
} from './fhircast';

/** An identifier and who issued it, where that is said. */
export interface CastIdentifier {
  readonly value: string;
  readonly system?: string;
}

/** An ImagingStudy of a context. */
export interface CastStudy {
  /** The resource's logical id. */
  readonly id?: string;
  /** Study Instance UID (0020,000D). */
  readonly uid?: string;
  /** Accession Number (0008,0050). */
  readonly accessions: readonly CastIdentifier[];
}

/** The Patient of a context, as far as it tells one from another. */
export interface CastPatient {
  readonly ids: readonly CastIdentifier[];
  /** YYYY-MM-DD, or the first parts of it. */
  readonly birthDate?: string;
}

/** What a context is about. */
export interface CastSubject {
  /** The resource type of the anchor, and its logical id. */
  readonly anchor: string;
  readonly anchorId?: string;
  readonly studies: readonly CastStudy[];
  readonly patient?: CastPatient;
}

const UID_SYSTEM = 'urn:dicom:uid';
const V2_0203 = 'http://terminology.hl7.org/CodeSystem/v2-0203';
const isUid = (text: string): boolean => text.length <= 64 && /^(0|[1-9]\d*)(\.(0|[1-9]\d*))+$/.test(text);

const listOf = (value: unknown): readonly CastFields[] =>
  Array.isArray(value) ? value.filter(isFields) : isFields(value) ? [value] : [];

/** Whether an identifier is of a type of HL7 v2 table 0203; some write its code as `value`. */
const isOfType = (identifier: CastFields, code: string): boolean =>
  isFields(identifier['type']) &&
  listOf(identifier['type']['coding']).some((one) => one['code'] === code || one['value'] === code);

function identifierOf({ value, system }: CastFields): CastIdentifier | undefined {
  if (!isText(value)) return undefined;
  return { value, ...(isText(system) ? { system } : {}) };
}

const isThere = <T>(one: T | undefined): one is T => one !== undefined;

function studyOf({ id, identifier, basedOn }: CastResource): CastStudy {
  const own = listOf(identifier);
  const uid = own
    .filter(({ system }) => system === UID_SYSTEM)
    .map(({ value }) => (typeof value === 'string' ? value.replace(/^urn:oid:/i, '') : ''))
    .find(isUid);
  // FHIR R4 has the accession number among the identifiers, R5 with the order that the study is based on.
  const ordered = listOf(basedOn).flatMap((one) => listOf(one['identifier']));
  const accessions = [...own, ...ordered]
    .filter((one) => isOfType(one, 'ACSN'))
    .map(identifierOf)
    .filter(isThere);
  return { ...(isText(id) ? { id } : {}), ...(uid === undefined ? {} : { uid }), accessions };
}

function patientOf({ identifier, birthDate }: CastResource): CastPatient {
  const isDate = isText(birthDate, 10) && /^\d{4}(-\d{2}){0,2}$/.test(birthDate);
  return {
    ids: listOf(identifier).map(identifierOf).filter(isThere),
    ...(isDate ? { birthDate } : {}),
  };
}

const resourcesOf = (context: readonly CastEntry[], type: string): readonly CastResource[] =>
  context
    .map(({ resource }) => resource)
    .filter(isThere)
    .filter(({ resourceType }) => resourceType === type);

/** The resource type that an event is about: 'ImagingStudy' of 'ImagingStudy-open'. */
export const anchorOf = ({ name }: Pick<CastEvent, 'name'>): string => name.replace(/-.*$/, '');

/** The logical id of the anchor of a context: of its resource, or of the reference that an update and a selection have (3.6.3). */
export function anchorIdOf(context: readonly CastEntry[], anchor: string): string | undefined {
  const id = resourcesOf(context, anchor)[0]?.['id'];
  if (isText(id)) return id;
  const referred = context.map(({ reference }) => (isFields(reference) ? reference['reference'] : undefined));
  for (const text of referred) {
    const [, type, named] = isText(text, 1000) ? (REFERENCE.exec(text) ?? []) : [];
    if (type === anchor) return named;
  }
  return undefined;
}
/** `Type/id` at the end of a FHIR reference, relative or absolute, of any version. */
const REFERENCE = /(?:^|\/)([A-Za-z]{1,64})\/([A-Za-z0-9.-]{1,64})(?:\/_history\/[^/]*)?$/;

/** What a context is about, by the type of its anchor. */
export function castSubjectOf(context: readonly CastEntry[], anchor: string): CastSubject {
  const anchorId = anchorIdOf(context, anchor);
  const [patient] = resourcesOf(context, 'Patient');
  return {
    anchor,
    ...(anchorId === undefined ? {} : { anchorId }),
    studies: resourcesOf(context, 'ImagingStudy').map(studyOf),
    ...(patient ? { patient: patientOf(patient) } : {}),
  };
}

/** A study as it is told to others: what DICOM says of it. */
export interface ContextStudy {
  readonly study: string;
  readonly accession?: string;
  readonly patientId?: string;
  /** Issuer of Patient ID (0010,0021): told as it is where it is a URI, else as the assigner's name. */
  readonly issuer?: string;
  /** YYYYMMDD. */
  readonly birthDate?: string;
  /** Patient's Name (0010,0010), components with ^ between. */
  readonly patientName?: string;
  /** Patient's Sex (0010,0040). */
  readonly sex?: string;
}

const GENDERS: Readonly<Record<string, string>> = { M: 'male', F: 'female', O: 'other' };

function writePatient(told: ContextStudy, id: string): CastResource {
  const { patientId, issuer, birthDate, patientName, sex } = told;
  const isUri = issuer !== undefined && /^[a-z][\w+.-]*:/i.test(issuer);
  const [family, given, middle] = (patientName ?? '').split('^');
  const gender = GENDERS[sex ?? ''];
  const date = /^(\d{4})(\d{2})(\d{2})$/.exec(birthDate ?? '');
  const names = [given, middle].filter((one) => one !== undefined && one !== '');
  return {
    resourceType: 'Patient',
    id,
    ...(patientId === undefined
      ? {}
      : {
          identifier: [
            {
              type: { coding: [{ system: V2_0203, code: 'MR' }] },
              ...(isUri ? { system: issuer } : {}),
              value: patientId,
              ...(issuer !== undefined && !isUri ? { assigner: { display: issuer } } : {}),
            },
          ],
        }),
    ...(family ? { name: [{ family, ...(names.length > 0 ? { given: names } : {}) }] } : {}),
    ...(gender === undefined ? {} : { gender }),
    ...(date ? { birthDate: date.slice(1).join('-') } : {}),
  };
}

/** The context of ImagingStudy-open and -close (3.5). A Study Instance UID is a sound id of FHIR as it is. */
export function writeStudyContext(told: ContextStudy, patientResourceId: string): readonly CastEntry[] {
  const { study, accession } = told;
  return [
    {
      key: 'study',
      resource: {
        resourceType: 'ImagingStudy',
        id: study,
        status: 'unknown',
        identifier: [
          { system: UID_SYSTEM, value: `urn:oid:${study}` },
          ...(accession === undefined
            ? []
            : [{ type: { coding: [{ system: V2_0203, code: 'ACSN' }] }, value: accession }]),
        ],
        subject: { reference: `Patient/${patientResourceId}` },
      },
    },
    { key: 'patient', resource: writePatient(told, patientResourceId) },
  ];
}

/** Why somebody does not follow: an OperationOutcome of a SyncError (3.2.1). */
export interface CastFault {
  /** The event that was not followed. */
  readonly eventId: string | undefined;
  readonly eventName: string | undefined;
  /** Who did not follow it. */
  readonly subscriber: string | undefined;
}

const FAULT = 'https://fhircast.hl7.org/events/syncerror/';

export function writeFault({ eventId, eventName, subscriber }: CastFault, why: string): readonly CastEntry[] {
  const coding = [
    ['eventid', eventId],
    ['eventname', eventName],
    ['subscriber', subscriber],
  ].flatMap(([kind, code]) => (code === undefined ? [] : [{ system: `${FAULT}${kind}`, code }]));
  return [
    {
      key: 'operationoutcome',
      resource: {
        resourceType: 'OperationOutcome',
        issue: [{ severity: 'warning', code: 'processing', diagnostics: why, details: { coding } }],
      },
    },
  ];
}

/** What a SyncError says; fields that it leaves out are undefined. */
export function readFault(context: readonly CastEntry[]): CastFault {
  const [outcome] = resourcesOf(context, 'OperationOutcome');
  const [issue] = listOf(outcome?.['issue']);
  const details = isFields(issue?.['details']) ? listOf(issue['details']['coding']) : [];
  const said = (kind: string): string | undefined => {
    // Some write http, or another root, before the same last words.
    const code = details.find(
      ({ system }) => typeof system === 'string' && system.toLowerCase().endsWith(`/${kind}`),
    )?.['code'];
    return isText(code) ? code : undefined;
  };
  return { eventId: said('eventid'), eventName: said('eventname'), subscriber: said('subscriber') };
}
