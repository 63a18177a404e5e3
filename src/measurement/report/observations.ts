import type { CodedConcept } from '@/dicom/dataset/coded';
import type { Instance } from '@/dicom/dataset/instance';
import { CODES } from '@/dicom/sr/codes';
import { KINDS } from '@/measurement/kinds';
import type { Graphic } from '@/measurement/kinds/kind';
import type { Measurement, Reading } from '@/measurement/measurement';
import { shownQuantity } from '@/measurement/readingText';
import type { CastResource } from '@/protocol/fhircast';
import { toQuantity, toUnitCode } from './reportNumbers';

/** A measurement with the image that it was made on. */
export interface MeasuredOn {
  readonly measurement: Measurement;
  readonly image: Instance;
  /** What it is called. */
  readonly name: string;
  /** As a report can take it, with all that must be known of the numbers. */
  readonly sentence: string;
  /** Where its millimetres come from; absent where it has none. */
  readonly method?: string;
}

const UCUM = 'http://unitsofmeasure.org';
/** Coding schemes of DICOM as FHIR names them (PS3.16 8). */
const SYSTEMS: Readonly<Record<string, string>> = {
  DCM: 'http://dicom.nema.org/resources/ontology/DCM',
  SCT: 'http://snomed.info/sct',
  LN: 'http://loinc.org',
  RADLEX: 'http://www.radlex.org',
};

/** A concept of FHIR; a code of a scheme that has no name there is its words alone. */
function conceptOf({ value, scheme, meaning }: CodedConcept, text = meaning): object {
  const system = Object.hasOwn(SYSTEMS, scheme) ? SYSTEMS[scheme] : undefined;
  return { ...(system ? { coding: [{ system, code: value, display: meaning }] } : {}), text };
}

/** A number as it is shown, in UCUM. */
function quantityOf(reading: Reading): object {
  const { value, unit, shown } = shownQuantity(reading);
  return { value, ...(shown === '' ? {} : { unit: shown }), system: UCUM, code: toUnitCode(unit).value };
}

/** What a number is: how it was derived says more than of what, which the words name too. */
function codeOf(reading: Reading, { kind }: Measurement, modality: string): object {
  const { name, derivation } = toQuantity(reading, kind, modality);
  return derivation ? conceptOf(derivation, `${name.meaning}, ${derivation.meaning}`) : conceptOf(name);
}

/** Regions of ImagingSelection; circles and ellipses are given by their points as in DICOM (PS3.3 C.18.6.1.2). */
const REGIONS: Readonly<Partial<Record<Graphic['type'], string>>> = {
  POINT: 'point',
  POLYLINE: 'polyline',
  CIRCLE: 'circle',
  ELLIPSE: 'ellipse',
};

/** Logical id of both resources that tell of a measurement: the same however often it is told. A UID is a sound id of FHIR as it is. */
const idOf = ({ tracking }: Measurement): string => tracking;

/** Whether a measurement has numbers that may stand alone in a report: none that the page itself does not vouch for. */
export const hasNumbers = ({ readings, refusal }: Measurement): boolean =>
  refusal === undefined && readings.some(({ value }) => Number.isFinite(value));

/** Where a measurement lies (FHIR R5 ImagingSelection). */
function selectionOf({ measurement, image }: MeasuredOn): CastResource {
  const { kind, pointsPx, frame, study, series } = measurement;
  const regions = KINDS[kind].report.graphics(pointsPx).flatMap((graphic) => {
    const regionType = REGIONS[graphic.type];
    // The first pixel's corner is 0, 0 there; here its middle is.
    const coordinate = graphic.pointsPx.flatMap(([column, row]) => [column + 0.5, row + 0.5]);
    return regionType ? [{ regionType, coordinate }] : [];
  });
  return {
    resourceType: 'ImagingSelection',
    id: idOf(measurement),
    status: 'available',
    code: { text: 'Measured on' },
    studyUid: study,
    seriesUid: series,
    instance: [
      {
        uid: image.sop,
        sopClass: { system: 'urn:ietf:rfc:3986', code: `urn:oid:${image.sopClass}` },
        ...(image.frames > 1 ? { subset: [String(frame)] } : {}),
        ...(regions.length > 0 ? { imageRegion2D: regions } : {}),
      },
    ],
  };
}

/** Where it was found; FHIR has one concept for place and side, DICOM two. */
const placeOf = ({ site, laterality }: Measurement): object =>
  site
    ? {
        bodySite: conceptOf(
          site,
          [laterality?.meaning.toLowerCase(), site.meaning].filter(Boolean).join(' '),
        ),
      }
    : {};

/** What is said of it besides numbers, as PS3.16 TID 1501 names it. */
const notesOf = ({ finding, laterality }: Measurement): readonly object[] =>
  [
    { name: CODES.finding, value: finding },
    { name: CODES.laterality, value: laterality },
  ].flatMap(({ name, value }) =>
    value ? [{ code: conceptOf(name), valueCodeableConcept: conceptOf(value) }] : [],
  );

/**
 * A measurement as FHIR tells it: an Observation, whose numbers are those on the screen, and the ImagingSelection that it was derived
 * from. Of several numbers each is a component. `issued`: ISO 8601; `studyId`: logical id of the ImagingStudy in the context.
 */
export function observationOf(
  measured: MeasuredOn,
  { issued, studyId }: { readonly issued: string; readonly studyId: string | undefined },
): readonly CastResource[] {
  const { measurement, image, name, sentence, method } = measured;
  const told = measurement.readings.filter(({ value }) => Number.isFinite(value));
  const [only] = told;
  const isOne = told.length === 1 && only !== undefined;
  const numbers = told.map((reading) => ({
    code: codeOf(reading, measurement, image.modality),
    valueQuantity: quantityOf(reading),
  }));
  const component = [...(isOne ? [] : numbers), ...notesOf(measurement)];
  const observation: CastResource = {
    resourceType: 'Observation',
    id: idOf(measurement),
    status: 'preliminary',
    category: [
      {
        coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'imaging' }],
      },
    ],
    ...(studyId === undefined ? {} : { partOf: [{ reference: `ImagingStudy/${studyId}` }] }),
    issued,
    ...(isOne ? numbers[0] : { code: { text: name } }),
    ...(component.length > 0 ? { component } : {}),
    ...placeOf(measurement),
    ...(method === undefined ? {} : { method: { text: method } }),
    note: [{ text: sentence }],
    derivedFrom: [{ reference: `ImagingSelection/${idOf(measurement)}` }],
  };
  return [observation, selectionOf(measured)];
}
