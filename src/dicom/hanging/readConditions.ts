import { items, numbers, text, texts, type DicomJson } from '@/dicom/dataset/dicomJson';
import { TAG } from '@/dicom/dataset/tags';
import type { BodyRegion } from '@/dicom/priors/regionWords';
import { APART_TERMS, FACT_TERMS, PLAIN_TERMS } from './factConditions';
import { HP, PRIVATE_TAGS, PRIVATE_CREATOR, SELECTOR_VALUES } from './hangingTags';
import { REGION_CODES, regionOfCode, regionOfText } from './regionCodes';
import {
  CLASS_BOUNDS,
  FACT_NAMES,
  FACT_VALUES,
  likeModality,
  type FactName,
  type SomeFacts,
} from './template';

/** What the conditions on images ask for, as far as it can be asked here. */
export interface ReadConditions {
  /** As likeModality writes them; of none, any. */
  readonly modalities: readonly string[];
  readonly facts: SomeFacts;
  readonly region: BodyRegion | undefined;
  /** Whether the region was written here, as that of one pane. */
  readonly isOwnRegion: boolean;
  /** How many conditions cannot be asked here. */
  readonly unknown: number;
}

/** A condition, as it is read. */
interface Condition {
  readonly attribute: string | undefined;
  readonly creator: string | undefined;
  readonly operator: string;
  readonly presence: string | undefined;
  readonly terms: readonly string[];
  readonly bounds: readonly number[];
  readonly codes: readonly DicomJson[];
}

/** An attribute's tag as JSON has it, or as a number. */
function tagOf(item: DicomJson): string | undefined {
  if (text(item, HP.FilterByCategory) === 'IMAGE_PLANE') return 'plane';
  const value = item[HP.SelectorAttribute]?.Value?.[0];
  if (typeof value === 'number') return value.toString(16).padStart(8, '0').toUpperCase();
  return typeof value === 'string' ? value.replaceAll(/[^\da-f]/gi, '').toUpperCase() : undefined;
}

function readCondition(item: DicomJson): Condition {
  const vr = text(item, HP.SelectorAttributeVr) ?? '';
  const codes = items(item, HP.SelectorCodeSequenceValue);
  const values = SELECTOR_VALUES[vr] ?? '';
  return {
    attribute: tagOf(item),
    creator: text(item, HP.SelectorAttributePrivateCreator),
    operator: text(item, HP.FilterByOperator) ?? 'MEMBER_OF',
    presence: text(item, HP.FilterByAttributePresence),
    terms: vr === 'SQ' ? codes.flatMap((one) => text(one, HP.CodeValue) ?? []) : texts(item, values),
    bounds: numbers(item, values),
    codes,
  };
}

/** A fact, a part of the body, modalities; `nothing`: what is done here anyway; undefined: cannot be asked here. */
type Asked =
  | { readonly fact: FactName; readonly value: string }
  | { readonly region: BodyRegion; readonly isOwn: boolean }
  | { readonly modalities: readonly string[] }
  | 'nothing'
  | undefined;

const OWN = new Map<string, FactName | 'region'>(
  [...FACT_NAMES, 'region' as const].map((name) => [PRIVATE_TAGS[name], name]),
);
const REGIONS = Object.keys(REGION_CODES) as readonly BodyRegion[];

function askedByOwn({ attribute = '', terms }: Condition): Asked {
  const name = OWN.get(attribute);
  const [term] = terms;
  const isTerm = (value: string) => value.toUpperCase() === term;
  if (name === 'region') {
    const region = REGIONS.find(isTerm);
    return region && { region, isOwn: true };
  }
  const value = name && FACT_VALUES[name].find(isTerm);
  return name && value !== undefined ? { fact: name, value } : undefined;
}

function askedByTerms({ attribute, operator, terms }: Condition): Asked {
  const isAllOf = (set: ReadonlySet<string>) => terms.length > 0 && terms.every((one) => set.has(one));
  if (operator === 'NOT_MEMBER_OF' && isAllOf(APART_TERMS)) return 'nothing';
  if (operator !== 'MEMBER_OF' || terms.length === 0) return undefined;
  if (isAllOf(PLAIN_TERMS)) return 'nothing';
  const rows = terms.map((term) =>
    FACT_TERMS.find((row) => row.attribute === attribute && row.terms.includes(term)),
  );
  const [row] = rows;
  const isOne = row && rows.every((one) => one?.fact === row.fact && one.value === row.value);
  return isOne ? { fact: row.fact, value: row.value } : undefined;
}

function asked(condition: Condition): Asked {
  const { attribute, creator, operator, presence, terms, codes } = condition;
  if (creator === PRIVATE_CREATOR) return askedByOwn(condition);
  if (attribute === TAG.ContrastBolusAgent && presence !== undefined)
    return { fact: 'contrast', value: presence === 'PRESENT' ? 'with' : 'without' };
  if (presence !== undefined) return undefined;
  if (operator === 'MEMBER_OF' && attribute === TAG.Modality)
    return { modalities: [...new Set(terms.map(likeModality))] };
  if (
    operator === 'MEMBER_OF' &&
    (attribute === TAG.BodyPartExamined || attribute === HP.AnatomicRegionSequence)
  ) {
    const regions = attribute === TAG.BodyPartExamined ? terms.map(regionOfText) : codes.map(regionOfCode);
    const [region] = regions;
    return region !== undefined && regions.every((one) => one === region)
      ? { region, isOwn: false }
      : undefined;
  }
  return askedByTerms(condition);
}

type Bounds = readonly [least: number, most: number];

/** The numbers that a condition leaves; undefined where it is none of numbers. */
function boundsOf({ operator, bounds: [first, second = first] }: Condition): Bounds | undefined {
  if (first === undefined || second === undefined) return undefined;
  switch (operator) {
    case 'GREATER_THAN':
    case 'GREATER_OR_EQUAL':
      return [first, Number.POSITIVE_INFINITY];
    case 'LESS_THAN':
    case 'LESS_OR_EQUAL':
      return [Number.NEGATIVE_INFINITY, first];
    case 'RANGE_INCL':
      return [Math.min(first, second), Math.max(first, second)];
    default:
      return undefined;
  }
}

/** The class that holds all numbers between bounds; undefined where several do. */
function classBetween(name: keyof typeof CLASS_BOUNDS, [least, most]: Bounds): string | undefined {
  const bounds = [Number.NEGATIVE_INFINITY, ...CLASS_BOUNDS[name], Number.POSITIVE_INFINITY];
  return FACT_VALUES[name].find((_, at) => least >= (bounds[at] ?? 0) && most <= (bounds[at + 1] ?? 0));
}

const CLASSES = { [TAG.SliceThickness]: 'thickness', [TAG.DiffusionBValue]: 'bValue' } as const;
const classNameOf = (attribute: string | undefined) =>
  Object.entries(CLASSES).find(([tag]) => tag === attribute)?.[1];

/** What selectors of image sets (0072,0022) and filters of display sets (0072,0400) ask for, all of it. */
export function readConditions(of: readonly DicomJson[]): ReadConditions {
  const conditions = of.map(readCondition);
  const facts = new Map<FactName, string>();
  let modalities: readonly string[] = [];
  let region: BodyRegion | undefined;
  let isOwnRegion = false;
  let unknown = 0;
  for (const name of ['thickness', 'bValue'] as const) {
    const mine = conditions.filter((one) => !one.creator && classNameOf(one.attribute) === name);
    const bounds = mine.map(boundsOf).filter((one) => one !== undefined);
    const least = Math.max(...bounds.map(([low]) => low));
    const most = Math.min(...bounds.map(([, high]) => high));
    const value = bounds.length === 0 ? undefined : classBetween(name, [least, most]);
    if (value === undefined) unknown += mine.length;
    else {
      facts.set(name, value);
      unknown += mine.length - bounds.length;
    }
  }
  for (const condition of conditions) {
    if (!condition.creator && classNameOf(condition.attribute)) continue;
    const one = asked(condition);
    if (one === undefined) unknown += 1;
    else if (one === 'nothing') continue;
    else if ('fact' in one) facts.set(one.fact, one.value);
    else if ('modalities' in one) modalities = one.modalities;
    else if (!isOwnRegion) ({ region, isOwn: isOwnRegion } = one);
  }
  return { modalities, facts: Object.fromEntries(facts), region, isOwnRegion, unknown };
}
