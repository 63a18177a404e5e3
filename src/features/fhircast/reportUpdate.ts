import { hasNumbers, observationOf, type MeasuredOn } from '@/measurement/report/observations';
import type { CastEntry, CastResource } from '@/protocol/fhircast';

/** Resources by `Type/id`, of each measurement's Tracking Unique Identifier that this page has put into a report. */
export type Inserted = ReadonlyMap<string, readonly string[]>;

const nameOf = ({ resourceType, id }: CastResource): string => `${resourceType}/${String(id)}`;

/** What is to be written into which report. */
export interface UpdateAsked {
  /** Logical id of the DiagnosticReport. */
  readonly report: string;
  /** Logical id of the ImagingStudy in its context, where that names one. */
  readonly studyId: string | undefined;
  /** To be in it; those without a number to rely on are left out. */
  readonly measured: readonly MeasuredOn[];
  /** Tracking Unique Identifiers of what is measured still: what was put in and is not among them goes. */
  readonly present: ReadonlySet<string>;
  readonly before: Inserted;
  /** ISO 8601. */
  readonly issued: string;
}

export interface ReportUpdate {
  /** Of a DiagnosticReport-update (3.6.3). */
  readonly context: readonly CastEntry[];
  /** What is in the report once it is made. */
  readonly inserted: Inserted;
  readonly putCount: number;
  readonly goneCount: number;
}

/** An update that puts measurements into a report, each as the same resources however often, and takes out what was deleted here. */
export function updateOf({ report, studyId, measured, present, before, issued }: UpdateAsked): ReportUpdate {
  const told = new Map(
    measured
      .filter(({ measurement }) => hasNumbers(measurement))
      .map((one) => [one.measurement.tracking, observationOf(one, { issued, studyId })] as const),
  );
  const put = [...told.values()].flat().map((resource) => ({
    fullUrl: nameOf(resource),
    request: { method: 'PUT', url: nameOf(resource) },
    resource,
  }));
  const gone = [...before].filter(([tracking]) => !present.has(tracking) && !told.has(tracking));
  const deleted = gone
    .flatMap(([, names]) => names)
    .map((name) => ({ fullUrl: name, request: { method: 'DELETE', url: name } }));
  const inserted = new Map(before);
  for (const [tracking] of gone) inserted.delete(tracking);
  for (const [tracking, resources] of told) inserted.set(tracking, resources.map(nameOf));
  const bundle = {
    resourceType: 'Bundle',
    id: crypto.randomUUID(),
    type: 'transaction',
    entry: [...put, ...deleted],
  };
  return {
    context: [
      // STU 3 has the reference, its drafts and IHE IRA the resource: programs of both are in use.
      {
        key: 'report',
        reference: { reference: `DiagnosticReport/${report}` },
        resource: { resourceType: 'DiagnosticReport', id: report, status: 'unknown' },
      },
      { key: 'updates', resource: bundle },
    ],
    inserted,
    putCount: told.size,
    goneCount: gone.length,
  };
}
