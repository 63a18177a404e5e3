import { isFields, type CastFields, type CastResource } from '@/protocol/fhircast';
import { castSubjectOf, type CastSubject } from '@/protocol/fhircastContext';
import { askEhr } from './askEhr';
import { idOf, type LaunchContext } from './launchContext';
import { LaunchError } from './launched';

/** Of one patient or order. */
const MOST_STUDIES = 50;

/** How an EHR's resources are asked for: a path below its FHIR server, with the launch's token. */
export type AskFhir = (path: string) => Promise<unknown>;

export const fhirOf =
  (iss: string, token: string): AskFhir =>
  (path) =>
    askEhr(`${iss.replace(/\/$/, '')}/${path}`, {
      Accept: 'application/fhir+json',
      Authorization: `Bearer ${token}`,
    });

const isResource = (value: unknown, type: string): value is CastResource =>
  isFields(value) && value['resourceType'] === type;

/** One resource. @throws LaunchError `withheld` also where another one comes */
async function readOne(ask: AskFhir, type: string, id: string): Promise<CastResource> {
  const resource = await ask(`${type}/${encodeURIComponent(id)}`);
  if (isResource(resource, type) && resource['id'] === id) return resource;
  throw new LaunchError('withheld', new Error(`${type} is another`));
}

/** The studies of a search; what is no study of it is left out. */
async function readAll(ask: AskFhir, key: 'patient' | 'basedon', value: string) {
  const bundle = await ask(`ImagingStudy?${key}=${encodeURIComponent(value)}&_count=${MOST_STUDIES}`);
  if (!isResource(bundle, 'Bundle')) throw new LaunchError('withheld', new Error('no Bundle'));
  const entries = Array.isArray(bundle['entry']) ? bundle['entry'].filter(isFields) : [];
  return entries
    .map(({ resource }) => resource)
    .filter((one) => isResource(one, 'ImagingStudy'))
    .slice(0, MOST_STUDIES);
}

/** The studies of an order, or, where the EHR has none yet, the order's accession number as a study. */
async function readOrdered(ask: AskFhir, id: string): Promise<readonly CastResource[]> {
  const studies = await readAll(ask, 'basedon', `ServiceRequest/${id}`).catch((error: unknown) => {
    // An EHR that knows no such search may still tell the order itself.
    if (error instanceof LaunchError && error.why === 'withheld') return [];
    throw error;
  });
  if (studies.length > 0) return studies;
  const { identifier, subject } = await readOne(ask, 'ServiceRequest', id);
  return [{ resourceType: 'ImagingStudy', identifier, subject }];
}

async function readNamed(ask: AskFhir, context: LaunchContext): Promise<readonly CastResource[]> {
  const { patient, studies, orders, identified } = context;
  if (studies.length > 0) return Promise.all(studies.map((id) => readOne(ask, 'ImagingStudy', id)));
  if (orders.length > 0) return (await Promise.all(orders.map((id) => readOrdered(ask, id)))).flat();
  if (identified.length > 0)
    return identified.map((identifier: CastFields) => ({
      resourceType: 'ImagingStudy',
      identifier: [identifier],
    }));
  return patient === undefined ? [] : readAll(ask, 'patient', `Patient/${patient}`);
}

/**
 * What an EHR has open, by the identifiers of its resources: studies by UID or accession number, and the patient.
 * @throws LaunchError `nothing`, `mixed` where patient and studies are of two persons, or why the EHR does not say
 */
export async function readStudies(ask: AskFhir, context: LaunchContext, iss: string): Promise<CastSubject> {
  const studies = await readNamed(ask, context);
  const subjects = studies.map(({ subject }) =>
    isFields(subject) ? idOf(subject['reference'], 'Patient', iss) : undefined,
  );
  const persons = new Set([context.patient, ...subjects].filter((one): one is string => one !== undefined));
  if (persons.size > 1) throw new LaunchError('mixed');
  const [person] = persons;
  const patient = person === undefined ? undefined : await readPatient(ask, person);
  const told = castSubjectOf(
    [...studies, ...(patient ? [patient] : [])].map((resource) => ({ key: 'resource', resource })),
    'ImagingStudy',
  );
  const named = told.studies.filter(({ uid, accessions }) => uid !== undefined || accessions.length > 0);
  if (named.length === 0) throw new LaunchError('nothing');
  return { ...told, studies: named };
}

/** Undefined where the EHR does not let the launch read its patient: then a person compares. */
const readPatient = (ask: AskFhir, id: string): Promise<CastResource | undefined> =>
  readOne(ask, 'Patient', id).catch((error: unknown) => {
    if (error instanceof LaunchError && error.why === 'withheld') return undefined;
    throw error;
  });
