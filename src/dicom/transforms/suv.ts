import { bodySize, numberOrNaN, type BodyRefusal, type SuvKind } from './bodySize';
import { items, number, text, texts, type DicomJson } from '@/dicom/dataset/dicomJson';
import type { Instance } from '@/dicom/dataset/instance';
import { instantOf, instantOfDateTime, SECONDS_A_DAY, type InstantS } from '@/dicom/values/instant';
import { petImagesDisagree, SAME_MOMENT_S } from './petSeries';
import { privateElement, privateText } from '@/dicom/dataset/privateElement';
import { TAG } from '@/dicom/dataset/tags';
import { readClock } from '@/dicom/values/clock';
import { readDay } from '@/dicom/values/day';
import { readDecimal } from '@/dicom/values/decimal';
import { readMoment, readOffset } from '@/dicom/values/moment';
import { valueOf } from '@/dicom/values/reading';

/** Why no standardized uptake value can be told. */
export type SuvRefusal =
  | BodyRefusal
  | 'units'
  | 'no-factors'
  | 'not-attenuation-corrected'
  | 'not-decay-corrected'
  | 'unknown-decay-correction'
  | 'several-tracers'
  | 'no-dose'
  | 'odd-dose'
  | 'no-half-life'
  | 'odd-half-life'
  | 'no-injection-time'
  | 'no-injection-date'
  | 'odd-injection-time'
  | 'no-scan-time'
  | 'odd-scan-time'
  | 'odd-times'
  /** A date-time says its offset from UTC, and nothing says that of the clock it is compared with. */
  | 'unknown-zone'
  /** Two statements of one moment, or of the series and its first image, differ. */
  | 'times-disagree'
  /** The images of the series state two weights, doses, injections or the like. */
  | 'images-disagree';

/** When the first image of a series was acquired, or that its images do not say one thing of what all of them share. */
export type SeriesStart = InstantS | 'disagree';

/** SUV = modality value * factor; or why not. */
export type SuvFactor = { readonly factor: number } | { readonly reason: SuvRefusal };

const TIMEZONE = '00080201';
/** Doses outside are in another unit (MBq, mCi), or no doses. */
const LEAST_DOSE_BQ = 1e5;
const GREATEST_DOSE_BQ = 1e11;
/** A time without a date is of the day of the scan, or of the evening before: not so for tracers that live for days. */
const LONGEST_HALF_LIFE_WITHOUT_DATE_S = 6 * 3600;
/** After so many half-lives nothing is left to be seen: the times are of different days or clocks. */
const MOST_HALF_LIVES = 10;

/** What a modality value has to be multiplied by: with a body size over a dose, or with the ratio of two body sizes. */
type Gain = { readonly perSize: number } | { readonly gain: number; readonly of: SuvKind };
/** A series begins with its first image; offsets from UTC that were mixed up are an hour or more. */
const LONGEST_TO_FIRST_IMAGE_S = 55 * 60;

const isRefused = <T extends object>(
  value: T | { readonly reason: SuvRefusal },
): value is { readonly reason: SuvRefusal } => 'reason' in value;
const refuse = (reason: SuvRefusal) => ({ reason });

/**
 * When the first image of a series was acquired; undefined when no image tells, NaN where the images state different
 * offsets from UTC (0008,0201), so that one clock does not tell which was first; 'disagree' where they state two weights,
 * doses or the like.
 */
export function firstAcquiredS(instances: readonly Instance[]): SeriesStart | undefined {
  if (petImagesDisagree(instances)) return 'disagree';
  const offsets = instances.map(({ dataset }) => valueOf(readOffset(text(dataset, TIMEZONE))));
  if (new Set(offsets.filter((offset) => offset !== undefined)).size > 1) return Number.NaN;
  const all = instances.map(({ dataset }) => acquiredAt(dataset)).filter((instant) => instant !== undefined);
  return all.length === 0 ? undefined : Math.min(...all);
}

/** How much the object's own clock is ahead of UTC (0008,0201), or else the clock of its acquisition date-time; as sent. */
function zoneOf(dataset: DicomJson): string | undefined {
  const said = text(dataset, TIMEZONE);
  if (valueOf(readOffset(said)) !== undefined) return said;
  const acquisition = text(dataset, TAG.AcquisitionDateTime);
  const clock = instantOf(text(dataset, TAG.AcquisitionDate), text(dataset, TAG.AcquisitionTime));
  // Only where both are on one clock: without a zone the offset of the date-time does not count.
  const isOwnClock = clock === undefined || isSameMoment(clock, instantOfDateTime(acquisition));
  return isOwnClock ? /[+-]\d{4}$/.exec(acquisition?.trim() ?? '')?.[0] : undefined;
}

const isSameMoment = (one: InstantS, other: InstantS | undefined): boolean =>
  other === undefined || Math.abs(one - other) < SAME_MOMENT_S;

/** Whether the moments that an image gives twice, and the series with its first image, are the same ones. */
function isContradicted(dataset: DicomJson, first: InstantS | undefined): boolean {
  if (Number.isNaN(first)) return true;
  const zone = zoneOf(dataset);
  const acquired = instantOf(text(dataset, TAG.AcquisitionDate), text(dataset, TAG.AcquisitionTime));
  const again = instantOfDateTime(text(dataset, TAG.AcquisitionDateTime), zone);
  if (acquired !== undefined && !isSameMoment(acquired, again)) return true;
  const series = instantOf(text(dataset, TAG.SeriesDate), text(dataset, TAG.SeriesTime));
  return series !== undefined && first !== undefined && first - series > LONGEST_TO_FIRST_IMAGE_S;
}

const acquiredAt = (dataset: DicomJson): InstantS | undefined =>
  instantOf(text(dataset, TAG.AcquisitionDate), text(dataset, TAG.AcquisitionTime)) ??
  instantOfDateTime(text(dataset, TAG.AcquisitionDateTime), text(dataset, TIMEZONE));

/** Whether what is said of the acquisition's time is there and cannot be read. */
const isOddlyTimed = (dataset: DicomJson): boolean =>
  [
    readDay(text(dataset, TAG.AcquisitionDate)),
    readClock(text(dataset, TAG.AcquisitionTime)),
    readMoment(text(dataset, TAG.AcquisitionDateTime)),
  ].some(({ kind }) => kind === 'unreadable');

/** From the start of a frame to when its count rate was the average one: less than half of it, for the rate falls. */
function toAverageRateS(frameS: number, halfLifeS: number): number {
  const decay = Math.LN2 / halfLifeS;
  return Math.log((decay * frameS) / (1 - Math.exp(-decay * frameS))) / decay;
}

/**
 * The instant to which decay was corrected, with Decay Correction START (QIBA, Vendor-Neutral Pseudo-Code for SUV): the
 * series' time; where that was set anew by later processing, GE's own scan time, else what the frame's reference time leads
 * back to, else the first acquisition.
 */
function scannedAt(dataset: DicomJson, halfLifeS: number, first: InstantS | undefined): InstantS | undefined {
  const series = instantOf(text(dataset, TAG.SeriesDate), text(dataset, TAG.SeriesTime));
  const acquired = acquiredAt(dataset);
  if (acquired === undefined) return undefined;
  const earliest = Math.min(acquired, first ?? acquired);
  if (series !== undefined && series <= earliest) return series;
  const ge = privateText(privateElement(dataset, '0009', 'GEMS_PETD_01', '0D'));
  const geScan = instantOfDateTime(ge, text(dataset, TIMEZONE));
  if (geScan !== undefined) return geScan;
  const referenceMs = number(dataset, TAG.FrameReferenceTime) ?? 0;
  const frameMs = number(dataset, TAG.ActualFrameDuration) ?? 0;
  if (referenceMs > 0 && frameMs > 0) {
    return acquired - referenceMs / 1000 + toAverageRateS(frameMs / 1000, halfLifeS);
  }
  return first;
}

function injectedAt(
  tracer: DicomJson,
  scan: InstantS,
  halfLifeS: number,
  zone: string | undefined,
): InstantS | SuvRefusal {
  const dateTime = text(tracer, TAG.RadiopharmaceuticalStartDateTime);
  const full = instantOfDateTime(dateTime, zone);
  const time = text(tracer, TAG.RadiopharmaceuticalStartTime);
  const clock = instantOf('19700101', time);
  if (full !== undefined) {
    const apart = clock === undefined ? undefined : Math.abs((full - clock) % SECONDS_A_DAY);
    const isSame = apart === undefined || Math.min(apart, SECONDS_A_DAY - apart) < SAME_MOMENT_S;
    if (!isSame) return 'times-disagree';
    // A time on the same clock shows that the offset is that clock's own.
    const isPlaced = valueOf(readOffset(zone)) !== undefined || clock !== undefined;
    const hasOffset = /[+-]\d{4}$/.test(dateTime?.trim() ?? '');
    return hasOffset && !isPlaced ? 'unknown-zone' : full;
  }
  if (clock === undefined) {
    const isThere = (time ?? text(tracer, TAG.RadiopharmaceuticalStartDateTime)) !== undefined;
    return isThere ? 'odd-injection-time' : 'no-injection-time';
  }
  if (halfLifeS > LONGEST_HALF_LIFE_WITHOUT_DATE_S) return 'no-injection-date';
  const sameDay = Math.floor(scan / SECONDS_A_DAY) * SECONDS_A_DAY + clock;
  return sameDay > scan ? sameDay - SECONDS_A_DAY : sameDay; // Injected before midnight, scanned after.
}

/** The dose left at the instant that the images' decay correction refers to, Bq. */
function doseBq(dataset: DicomJson, first: InstantS | undefined): { dose: number } | { reason: SuvRefusal } {
  const [tracer, other] = items(dataset, TAG.RadiopharmaceuticalInformationSequence);
  if (other) return refuse('several-tracers');
  const given = numberOrNaN(tracer, TAG.RadionuclideTotalDose);
  if (!tracer || given === 0) return refuse('no-dose');
  if (!(given >= LEAST_DOSE_BQ && given <= GREATEST_DOSE_BQ)) return refuse('odd-dose');
  // Corrected to the moment of administration: the whole dose was there.
  if (text(dataset, TAG.DecayCorrection) === 'ADMIN') return { dose: given };
  const halfLifeS = numberOrNaN(tracer, TAG.RadionuclideHalfLife);
  if (halfLifeS === 0) return refuse('no-half-life');
  if (!(halfLifeS > 0)) return refuse('odd-half-life');
  const scan = scannedAt(dataset, halfLifeS, first);
  if (scan === undefined) return refuse(isOddlyTimed(dataset) ? 'odd-scan-time' : 'no-scan-time');
  if (isContradicted(dataset, first)) return refuse('times-disagree');
  const injected = injectedAt(tracer, scan, halfLifeS, zoneOf(dataset));
  if (typeof injected === 'string') return refuse(injected);
  const decayS = scan - injected;
  if (decayS < 0 || decayS > MOST_HALF_LIVES * halfLifeS) return refuse('odd-times');
  return { dose: given * 2 ** (-decayS / halfLifeS) };
}

const PHILIPS = ['7053', 'Philips PET Private Group'] as const;
const philips = (dataset: DicomJson, element: string): number => {
  const value = valueOf(readDecimal(privateText(privateElement(dataset, ...PHILIPS, element))));
  return value !== undefined && value > 0 ? value : 0;
};

/** SUV Type (PS3.3 C.8.9.1.1.3) of values that are SUV already; body weight where it is not said. LBM alone names no formula. */
const SUV_TYPES: Readonly<Record<string, SuvKind>> = {
  BW: 'bw',
  LBMJANMA: 'lbm',
  LBMJAMES128: 'lbmJames',
  BSA: 'bsa',
};

function gainOf(dataset: DicomJson, first: InstantS | undefined): Gain | { reason: SuvRefusal } {
  const units = text(dataset, TAG.Units)?.toUpperCase();
  const byDose = (activity: number): Gain | { reason: SuvRefusal } => {
    const dose = doseBq(dataset, first);
    return isRefused(dose) ? dose : { perSize: activity / dose.dose };
  };
  if (units === 'BQML') return byDose(1);
  if (units === 'CNTS') {
    // (7053,1000) makes SUV of counts, (7053,1009) Bq/ml.
    const [suv, activity] = [philips(dataset, '00'), philips(dataset, '09')];
    if (suv > 0) return { gain: suv, of: 'bw' };
    return activity > 0 ? byDose(activity) : refuse('no-factors');
  }
  const type = SUV_TYPES[text(dataset, TAG.SuvType)?.toUpperCase() ?? 'BW'];
  const isSuv = type === 'bsa' ? units === 'CM2ML' : units === 'GML';
  return isSuv && type ? { gain: 1, of: type } : refuse('units');
}

/** What the counts must have been corrected for, by Corrected Image (0028,0051) and Decay Correction (0054,1102). */
function uncorrected(dataset: DicomJson): SuvRefusal | undefined {
  const corrections = new Set(texts(dataset, TAG.CorrectedImage).map((each) => each.toUpperCase()));
  if (!corrections.has('ATTN')) return 'not-attenuation-corrected';
  const decay = text(dataset, TAG.DecayCorrection);
  if (!corrections.has('DECY') || decay === 'NONE') return 'not-decay-corrected';
  return decay === 'START' || decay === 'ADMIN' ? undefined : 'unknown-decay-correction';
}

/**
 * What makes standardized uptake values of a PET image's modality values (QIBA, Vendor-Neutral Pseudo-Code for SUV):
 * g/ml for body weight and lean body mass, cm²/ml for body surface area. Refused wherever something it rests on is missing
 * or odd. `first`: when the first image of the series was acquired (firstAcquiredS), where known.
 */
export function readSuv(instance: Instance, kind: SuvKind, first?: SeriesStart): SuvFactor {
  const { dataset } = instance;
  const reason = uncorrected(dataset) ?? (first === 'disagree' ? 'images-disagree' : undefined);
  if (reason) return { reason };
  const gain = gainOf(dataset, first === 'disagree' ? undefined : first);
  if (isRefused(gain)) return gain;
  const body = bodySize(dataset, kind);
  if ('perSize' in gain) return isRefused(body) ? body : { factor: gain.perSize * body.size };
  if (gain.of === kind) return { factor: gain.gain };
  const from = bodySize(dataset, gain.of);
  if (isRefused(body)) return body;
  return isRefused(from) ? from : { factor: (gain.gain * body.size) / from.size };
}
