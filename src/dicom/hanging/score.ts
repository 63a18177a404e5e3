import type { SeriesFacts } from './facts';
import { FACT_NAMES, type FactName, type Selector } from './template';

/** How much a fact counts. */
const WEIGHTS: Readonly<Record<FactName, number>> = {
  plane: 6,
  weighting: 6,
  view: 6,
  laterality: 6,
  use: 3,
  kernel: 3,
  correction: 3,
  contrast: 2,
  bValue: 2,
  phase: 2,
  thickness: 1,
  extent: 1,
};
const REGION_WEIGHT = 2;

/** What makes a series another one: a T2 in another plane is not the T2 that a pane is for, whatever else agrees. Halves the score each. */
const ESSENTIAL: ReadonlySet<FactName> = new Set(['plane', 'weighting', 'view', 'laterality', 'use']);

/** What is never hung for something else: only a pane that asks for it takes it. */
const APART: ReadonlySet<string | null | undefined> = new Set(['localizer', 'processing', 'special']);

/** Below it a series does not hang in a pane. */
export const LEAST_SCORE = 0.6;

/** How well a series fits a pane, 0 to 1: at worst, as far as can be told, and at best. Alike once the series is described. */
export interface Score {
  readonly low: number;
  readonly mid: number;
  readonly high: number;
}

const NONE: Score = { low: 0, mid: 0, high: 0 };
const exactly = (value: number): Score => ({ low: value, mid: value, high: value });

/** How a fact of a series agrees with what a pane asks for. */
export function agreement(name: FactName, asked: string, { known, likely }: SeriesFacts): Score {
  const value = known[name];
  if (value === null) return exactly(0.5);
  if (value !== undefined) return exactly(Number(value === asked));
  const expected = likely[name];
  return { low: 0, mid: expected === undefined ? 0.5 : expected === asked ? 0.9 : 0.1, high: 1 };
}

interface Asked {
  readonly fact: FactName | 'region';
  readonly weight: number;
  readonly value: string;
}

function askedOf({ facts, region }: Selector): readonly Asked[] {
  const asked: Asked[] = FACT_NAMES.flatMap((name) => {
    const value = facts[name];
    return value === undefined ? [] : [{ fact: name, weight: WEIGHTS[name], value }];
  });
  return region === undefined ? asked : [...asked, { fact: 'region', weight: REGION_WEIGHT, value: region }];
}

/** How much a pane asks for: of panes that a series fits alike, that which asks for more has it. */
export const demandOf = (selector: Selector): number =>
  askedOf(selector).reduce((sum, { weight }) => sum + weight, 0);

const regionAgreement = (region: string, { regions }: SeriesFacts): Score =>
  exactly(regions.size === 0 ? 0.5 : Number([...regions].some((one) => one === region)));

/** What a pane asks for, and whether a series has it; `unknown`: nothing tells. */
export interface Agreed {
  readonly fact: FactName | 'region';
  readonly value: string;
  readonly is: 'agrees' | 'differs' | 'unknown';
}

/** What of that which a pane asks for a series has. What its name lets one expect is no fact. */
export const agreedOf = (selector: Selector, series: SeriesFacts): readonly Agreed[] =>
  askedOf(selector).map(({ fact, value }) => {
    const isKnown = fact === 'region' ? series.regions.size > 0 : series.known[fact] != null;
    const { mid } = fact === 'region' ? regionAgreement(value, series) : agreement(fact, value, series);
    return { fact, value, is: !isKnown ? 'unknown' : mid > 0.5 ? 'agrees' : 'differs' };
  });

/** How well a series fits a pane: weighted agreement of what the pane asks for; none where modality or role differ. */
export function scoreOf(selector: Selector, series: SeriesFacts): Score {
  const { role, modality, facts } = selector;
  if (role !== series.role || modality !== series.modality) return NONE;
  const isApart = facts.use === undefined && APART.has(series.known.use);
  if (isApart) return NONE;
  const parts = askedOf(selector).map(({ fact, weight, value }) => ({
    weight,
    isEssential: fact !== 'region' && ESSENTIAL.has(fact),
    of: fact === 'region' ? regionAgreement(value, series) : agreement(fact, value, series),
  }));
  const whole = demandOf(selector);
  const total = (which: keyof Score) => {
    const sum = parts.reduce((all, { weight, of }) => all + weight * of[which], 0);
    const contradictions = parts.filter(({ isEssential, of }) => isEssential && of[which] < 0.5).length;
    return (whole === 0 ? 1 : sum / whole) * 0.5 ** contradictions;
  };
  const score = { low: total('low'), mid: total('mid'), high: total('high') };
  const isPerhapsApart =
    facts.use === undefined && series.known.use === undefined && APART.has(series.likely.use);
  return isPerhapsApart ? { ...score, low: 0, mid: score.mid / 4 } : score;
}
