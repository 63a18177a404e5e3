import { readDay } from '@/dicom/values/day';
import { regionMatch, bodyRegionsOf, sideOf } from './readDescription';

/** What is known of an examination, for comparing it. */
export interface Examination {
  /** Study Date (DA); absent or unreadable: it is not known when. */
  readonly date?: string | undefined;
  /** Modalities in Study (0008,0061), those of pictures alone. */
  readonly modalities: readonly string[];
  /** Study Description, and what its series say: descriptions and Body Part Examined (0018,0015). */
  readonly said: readonly (string | undefined)[];
}

/** How long one examination lies before another; negative `count`: after it. */
export interface Distance {
  readonly unit: 'days' | 'weeks' | 'months' | 'years';
  readonly count: number;
}

/** Why an examination stands where it does. */
export interface Reasons {
  readonly region: 'same' | 'neighbour' | 'other' | 'unknown';
  readonly modality: 'same' | 'comparable' | 'other';
  /** The modalities that both have, or that are compared. */
  readonly modalities: readonly string[];
  /** It is of the other side of the body. */
  readonly isOtherSide: boolean;
  readonly distance?: Distance;
}

export interface RankedPrior<T> {
  readonly of: T;
  readonly reasons: Reasons;
}

/** Modalities whose pictures are read beside each other. */
const COMPARABLE: readonly (readonly string[])[] = [
  ['CT', 'PT'],
  ['CR', 'DX', 'RF', 'RG'],
  ['MR'],
  ['NM', 'PT'],
  ['XA', 'RF'],
];

function modalityMatch(a: readonly string[], b: readonly string[]): Pick<Reasons, 'modality' | 'modalities'> {
  const both = b.filter((one) => a.includes(one));
  if (both.length > 0) return { modality: 'same', modalities: both };
  const near = b.filter((one) =>
    COMPARABLE.some((group) => group.includes(one) && a.some((own) => group.includes(own))),
  );
  return near.length > 0
    ? { modality: 'comparable', modalities: near }
    : { modality: 'other', modalities: b };
}

const DAY_MS = 86_400_000;

/** The days of a DA since a fixed one; undefined where it is none. */
function dayNumber(date: string | undefined): number | undefined {
  const day = readDay(date);
  if (day.kind !== 'value') return undefined;
  const { year, month, day: of } = day.value;
  return Math.round(Date.UTC(year, month - 1, of) / DAY_MS);
}

/** From one day back to another, in the unit that people use for it. */
export function distanceOf(now: string | undefined, before: string | undefined): Distance | undefined {
  const [a, b] = [dayNumber(now), dayNumber(before)];
  if (a === undefined || b === undefined) return undefined;
  const days = a - b;
  const far = Math.abs(days);
  const [unit, of] =
    far < 14
      ? (['days', 1] as const)
      : far < 60
        ? (['weeks', 7] as const)
        : far < 730
          ? (['months', 30.44] as const)
          : (['years', 365.25] as const);
  return { unit, count: Math.sign(days) * Math.round(far / of) };
}

const REGION_RANK = { same: 0, neighbour: 1, unknown: 2, other: 3 } as const;
const MODALITY_RANK = { same: 0, comparable: 1, other: 2 } as const;

/** Whether two sides contradict each other. */
const isOther = (a: string | undefined, b: string | undefined): boolean =>
  a !== undefined && b !== undefined && a !== 'both' && b !== 'both' && a !== b;

/**
 * Other examinations of one person, the best to compare first: not of the other side; of the same region, then of one beside it, then of
 * one that is not known; of the same modality, then of one that is read beside it; those of before ahead of later ones; the nearest in time.
 */
export function rankPriors<T extends Examination>(
  current: Examination,
  others: readonly T[],
): readonly RankedPrior<T>[] {
  const regions = bodyRegionsOf(current.said);
  const side = sideOf(current.said);
  const now = dayNumber(current.date);
  const ranked = others.map((of) => {
    const distance = distanceOf(current.date, of.date);
    const reasons: Reasons = {
      region: regionMatch(regions, bodyRegionsOf(of.said)),
      ...modalityMatch(current.modalities, of.modalities),
      isOtherSide: isOther(side, sideOf(of.said)),
      ...(distance ? { distance } : {}),
    };
    const day = dayNumber(of.date);
    const days = now === undefined || day === undefined ? undefined : now - day;
    const keys = [
      Number(reasons.isOtherSide),
      REGION_RANK[reasons.region],
      MODALITY_RANK[reasons.modality],
      // When nobody knows, it is the last of its like.
      days === undefined ? 2 : Number(days < 0),
      days === undefined ? 0 : Math.abs(days),
    ];
    return { of, reasons, keys };
  });
  return ranked
    .toSorted((a, b) => {
      const at = a.keys.findIndex((key, place) => key !== b.keys[place]);
      return at < 0 ? 0 : (a.keys[at] ?? 0) - (b.keys[at] ?? 0);
    })
    .map(({ of, reasons }) => ({ of, reasons }));
}

/** Whether an examination is worth hanging beside: it is not of the other side, nor known to be of another region. */
export const isComparable = ({ isOtherSide, region }: Reasons): boolean => !isOtherSide && region !== 'other';
