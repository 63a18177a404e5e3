import { attribute } from '../../server/samples/keywords';
import type { SampleDataset, Value } from '../../server/samples/encode';
import { tagOfKeyword } from './fixture';
import type { Switches } from './switches';

type Json = Record<string, unknown>;

/** Where an object's bulk data is said to be. */
export interface BulkPlace {
  /** DICOMweb root of this archive, absolute. */
  readonly root: string;
  readonly study: string;
  readonly series: string;
  readonly sop: string;
}

function bulkElement(
  vr: string,
  bytes: Uint8Array,
  tag: string,
  on: Switches,
  place: BulkPlace,
): Json | undefined {
  const below = `instances/${place.sop}/bulk/${tag}`;
  const path = `studies/${place.study}/series/${place.series}/${below}`;
  switch (on.bulk) {
    case 'relativeSeries':
      return { vr, BulkDataURI: below };
    case 'relativeStudy':
      return { vr, BulkDataURI: `series/${place.series}/${below}` };
    case 'otherHost':
      return { vr, BulkDataURI: `http://pacs.internal:8042/dicom-web/${path}` };
    case 'foreign':
      return { vr, BulkDataURI: `http://pacs.internal:8042/files/${tag}.bin` };
    case 'inline':
      return { vr, InlineBinary: Buffer.from(bytes).toString('base64') };
    case 'array':
      // Orthanc before 1.24: words as JSON numbers.
      return { vr, Value: vr === 'OB' ? [...bytes] : [...new Uint16Array(bytes.buffer.slice(0))] };
    case 'omitted':
      return undefined;
    default:
      return { vr, BulkDataURI: `${place.root}/${path}` };
  }
}

function toName(name: string, on: Switches): unknown {
  if (on.pn === 'string') return name;
  return { Alphabetic: on.charset === 'latin1Caret' ? name.replaceAll(/[^\x20-\xff]/g, '^') : name };
}

const isDataset = (value: unknown): value is SampleDataset => typeof value === 'object' && value !== null;

function toValue(vr: string, value: unknown, on: Switches, place: BulkPlace): unknown {
  if (vr === 'PN') return toName(String(value), on);
  if (isDataset(value)) return toJson(value, on, place);
  if (typeof value === 'number') return on.numbers === 'string' ? String(value) : value;
  return value;
}

function toElement(keyword: string, value: Value, on: Switches, place: BulkPlace): unknown {
  const { vr } = attribute(keyword);
  if (value instanceof Uint8Array) return bulkElement(vr, value, tagOfKeyword(keyword), on, place);
  if (vr === 'PN' && on.pn === 'missing') return undefined;
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  const values = list.map((each) => toValue(vr, each, on, place));
  const [first] = values;
  const alone = values.length === 1;
  if (on.json === 'single' && alone) return { vr, Value: first };
  if (on.json === 'bare' && alone) return first;
  if (on.json === 'noVr') return { Value: values };
  return { vr, Value: values };
}

/** Elements that real archives send besides, to be borne: nulls, numbers that are none. */
const BESIDE: Readonly<Record<'nulls' | 'nan', Json>> = {
  nulls: {
    '00080070': { vr: 'LO', Value: [null] },
    '00081090': { vr: 'LO', Value: null },
    '00181210': { vr: 'SH' },
    '00281056': { vr: 'CS', Value: [null] },
    '00081140': { vr: 'SQ', Value: [null] },
  },
  nan: {
    '00180090': { vr: 'DS', Value: ['NaN'] },
    '00181151': { vr: 'IS', Value: ['Infinity'] },
    '00281052': { vr: 'DS', Value: ['-1024', 'NaN'] },
    '00189087': { vr: 'FD', Value: ['-Infinity'] },
  },
};

/** A dataset in the DICOM JSON Model as this archive writes it. */
export function toJson(dataset: SampleDataset, on: Switches, place: BulkPlace): Json {
  const charset =
    on.charset === 'noSpecificCharset' ? {} : { '00080005': { vr: 'CS', Value: ['ISO_IR 192'] } };
  const entries = Object.entries(dataset)
    .map(([keyword, value]) => [tagOfKeyword(keyword), toElement(keyword, value, on, place)] as const)
    .filter(([, element]) => element !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const beside = on.json === 'nulls' || on.json === 'nan' ? BESIDE[on.json] : {};
  return { ...charset, ...Object.fromEntries(entries), ...beside };
}
