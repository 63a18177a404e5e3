import { randomUUID } from 'node:crypto';
import type { AuditAction, AuditAgent, AuditNote } from './audit';

/** FHIR R4 Coding. */
interface Coding {
  readonly system: string;
  readonly code: string;
  readonly display: string;
}

interface Reference {
  readonly identifier?: {
    readonly type?: { readonly coding: readonly Coding[] };
    system?: string;
    value: string;
  };
  readonly display?: string;
}

/** A FHIR R4 AuditEvent (http://hl7.org/fhir/R4/auditevent.html), as far as it is used here. */
export interface AuditEvent {
  readonly resourceType: 'AuditEvent';
  readonly id: string;
  readonly type: Coding;
  readonly subtype: readonly Coding[];
  readonly action: 'C' | 'R' | 'U' | 'D' | 'E';
  /** A moment with its zone (FHIR instant). */
  readonly recorded: string;
  readonly outcome: '0' | '4' | '8';
  readonly outcomeDesc?: string;
  readonly agent: readonly {
    readonly type?: { readonly coding: readonly Coding[] };
    readonly who: Reference;
    readonly name?: string;
    readonly requestor: boolean;
    readonly network?: { readonly address: string; readonly type: '2' | '5' };
  }[];
  readonly source: { readonly observer: Reference; readonly type: readonly Coding[] };
  readonly entity?: readonly { readonly what: Reference; readonly type: Coding; readonly role?: Coding }[];
}

const dicom = (code: string, display: string): Coding => ({
  system: 'http://dicom.nema.org/resources/ontology/DCM',
  code,
  display,
});
const rest = (code: string): Coding => ({
  system: 'http://hl7.org/fhir/restful-interaction',
  code,
  display: code,
});
const REST: Coding = {
  system: 'http://terminology.hl7.org/CodeSystem/audit-event-type',
  code: 'rest',
  display: 'Restful Operation',
};
const AUTHENTICATION = dicom('110114', 'User Authentication');
const ALERT = dicom('110113', 'Security Alert');
/** What the words of this product's own are called in `subtype`. */
export const ACTION_SYSTEM = 'urn:isocenter:audit-action';
export const SHARE_SYSTEM = 'urn:isocenter:share';
export const ARCHIVE_SYSTEM = 'urn:isocenter:archive';

/** Something is noted about a study, which stays as it is, or set for the site. */
const NOTED = { type: REST, subtype: [rest('update')], action: 'U' } as const;

interface Kind {
  readonly type: Coding;
  readonly subtype: readonly Coding[];
  readonly action: AuditEvent['action'];
}

/**
 * What each event is in the words of DICOM PS3.15 A.5 (PS3.16 CID 400, 401) and of IHE BALP, whose patterns for search,
 * read and create are `rest` with the interaction.
 */
const KINDS: Readonly<Record<AuditAction, Kind>> = {
  'sign-in': { type: AUTHENTICATION, subtype: [dicom('110122', 'Login')], action: 'E' },
  'sign-out': { type: AUTHENTICATION, subtype: [dicom('110123', 'Logout')], action: 'E' },
  search: { type: REST, subtype: [rest('search'), dicom('110112', 'Query')], action: 'E' },
  open: { type: REST, subtype: [rest('read'), dicom('110103', 'DICOM Instances Accessed')], action: 'R' },
  export: { type: dicom('110106', 'Export'), subtype: [], action: 'R' },
  launch: { type: REST, subtype: [rest('read'), dicom('110103', 'DICOM Instances Accessed')], action: 'R' },
  store: {
    type: REST,
    subtype: [rest('create'), dicom('110104', 'DICOM Instances Transferred'), dicom('110107', 'Import')],
    action: 'C',
  },
  'mark-read': NOTED,
  'mark-unread': NOTED,
  bookmark: NOTED,
  unbookmark: NOTED,
  'hang-house': NOTED,
  'join-context': { type: REST, subtype: [rest('create')], action: 'C' },
  'change-context': NOTED,
  share: { type: ALERT, subtype: [dicom('110135', 'Object Security Attributes Changed')], action: 'C' },
  redeem: { type: AUTHENTICATION, subtype: [dicom('110122', 'Login')], action: 'E' },
  revoke: { type: ALERT, subtype: [dicom('110135', 'Object Security Attributes Changed')], action: 'D' },
  refuse: { type: ALERT, subtype: [dicom('110132', 'Use of Restricted Function')], action: 'E' },
};

const participant = (code: string, display: string) => ({
  coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ParticipationType', code, display }],
});

function agentOf(agent: AuditAgent): AuditEvent['agent'][number] {
  const type = participant('IRCP', 'information recipient');
  if (agent.is === 'nobody') return { type, who: { display: 'Nobody known' }, requestor: true };
  if (agent.is === 'guest') {
    const who = { identifier: { system: SHARE_SYSTEM, value: agent.share }, display: 'Guest' };
    return { type, who, requestor: true };
  }
  const { issuer, subject, name } = agent;
  // The demo's issuer is a path of whatever origin the person is at; FHIR wants the system of an identifier absolute.
  const system = issuer.startsWith('/') ? `urn:isocenter:${issuer.slice(1)}` : issuer;
  return { type, who: { identifier: { system, value: subject } }, name, requestor: true };
}

const OBJECT: Coding = {
  system: 'http://terminology.hl7.org/CodeSystem/audit-entity-type',
  code: '2',
  display: 'System Object',
};
const role = (code: string, display: string): Coding => ({
  system: 'http://terminology.hl7.org/CodeSystem/object-role',
  code,
  display,
});

/** A UID as FHIR writes it (R4 ImagingStudy.identifier). */
const uidOf = (uid: string, kind: Coding): Reference => ({
  identifier: { type: { coding: [kind] }, system: 'urn:dicom:uid', value: `urn:oid:${uid}` },
});

type Entity = NonNullable<AuditEvent['entity']>[number];

/** Something that takes part in an event, by what names it in a system of names. */
const named = (system: string, value: string, part: Coding): Entity => ({
  what: { identifier: { system, value } },
  type: OBJECT,
  role: part,
});

/** What a request is called in the logs of all that it passed. */
const requestEntity = (value: string): Entity => ({
  what: { identifier: { value } },
  type: {
    system: 'https://profiles.ihe.net/ITI/BALP/CodeSystem/BasicAuditEntityType',
    code: 'XrequestId',
    display: 'The value of X-Request-Id',
  },
});

function entitiesOf({
  archive,
  studies = [],
  series = [],
  share,
  ehr,
  request,
}: AuditNote): readonly Entity[] {
  const [report, domain] = [role('3', 'Report'), role('4', 'Domain Resource')];
  return [
    ...studies.map((uid) => ({
      what: uidOf(uid, dicom('110180', 'Study Instance UID')),
      type: OBJECT,
      role: report,
    })),
    ...series.map((uid) => ({
      what: uidOf(uid, dicom('112002', 'Series Instance UID')),
      type: OBJECT,
      role: report,
    })),
    ...(archive === undefined ? [] : [named(ARCHIVE_SYSTEM, archive, domain)]),
    ...(share === undefined ? [] : [named(SHARE_SYSTEM, share, role('13', 'Security Resource'))]),
    ...(ehr === undefined ? [] : [named('urn:ietf:rfc:3986', ehr, domain)]),
    ...(request === undefined ? [] : [requestEntity(request)]),
  ];
}

/** What also happens to people who mean no harm: a link too old, a digit mistaken, a token out of time. */
const COMMON = new Set(['no-token', 'expired', 'revoked', 'ended', 'used', 'passcode']);

/** 0 it succeeded, 4 it failed as it may, 8 something was tried that is not allowed. */
const outcomeOf = ({ reason }: AuditNote): AuditEvent['outcome'] =>
  reason === undefined ? '0' : COMMON.has(reason) ? '4' : '8';

/** The reason, and how often more it was within a minute. */
const whyOf = (reason: string, { more, address }: AuditNote): string => {
  if (more === undefined) return reason;
  const count = more.toLocaleString('en-US');
  return `${reason}: and ${count} more in the last minute${address === undefined ? '' : ' from the same address'}`;
};

const networkOf = (address: string): { readonly address: string; readonly type: '2' | '5' } =>
  /^[0-9a-fA-F]*[.:][0-9a-fA-F.:]*$/.test(address)
    ? { address, type: '2' }
    : { address: `urn:isocenter:address:${address}`, type: '5' };

/** A note as FHIR writes it; names nobody but whoever did it. */
export function auditEvent(note: AuditNote, at: number): AuditEvent {
  const { type, subtype, action } = KINDS[note.action];
  const own = { system: ACTION_SYSTEM, code: note.action, display: note.action };
  const entity = entitiesOf(note);
  return {
    resourceType: 'AuditEvent',
    id: randomUUID(),
    type,
    subtype: [...subtype, own],
    action,
    recorded: new Date(at).toISOString(),
    outcome: outcomeOf(note),
    ...(note.reason === undefined ? {} : { outcomeDesc: whyOf(note.reason, note) }),
    agent: [
      {
        ...agentOf(note.agent),
        // 2: an IP address; 5 (a URI) where another word stands for it.
        ...(note.address === undefined ? {} : { network: networkOf(note.address) }),
      },
      {
        type: { coding: [dicom('110153', 'Source Role ID')] },
        who: { display: 'Isocenter' },
        requestor: false,
      },
    ],
    source: {
      observer: { display: 'Isocenter' },
      type: [
        {
          system: 'http://terminology.hl7.org/CodeSystem/security-source-type',
          code: '4',
          display: 'Application Server',
        },
      ],
    },
    ...(entity.length === 0 ? {} : { entity }),
  };
}
