import { REGION_WORDS, type BodyRegion } from '@/dicom/priors/regionWords';
import {
  FACT_NAMES,
  FACT_VALUES,
  LAST_MADE_MS,
  PROCEDURES,
  ROLES,
  type FactName,
  type HangingKey,
  type HangingProtocol,
  type HangingTemplate,
  type PaneTemplate,
  type Selector,
  type WindowPreset,
} from './template';

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isOf = <T extends string>(all: readonly T[], value: unknown): value is T =>
  typeof value === 'string' && (all as readonly string[]).includes(value);
const isNumber = (value: unknown, least: number, most: number): value is number =>
  typeof value === 'number' && value >= least && value <= most;

const REGIONS = Object.keys(REGION_WORDS['en'] ?? {}) as readonly BodyRegion[];
/** A defined term of CS: no free text gets in here. */
const isModality = (value: unknown): value is string =>
  typeof value === 'string' && /^[A-Z0-9]{1,16}$/.test(value);
const isSide = (value: unknown): value is number => Number.isInteger(value) && isNumber(value, 1, 3);

function readFacts(value: unknown): Selector['facts'] | undefined {
  if (!isFields(value)) return undefined;
  const known = Object.entries(value).filter(
    ([name, of]) => isOf(FACT_NAMES, name) && isOf<string>(FACT_VALUES[name as FactName], of),
  );
  return Object.fromEntries(known);
}

function readSelector(value: unknown): Selector | undefined {
  if (!isFields(value)) return undefined;
  const { role, modality, region } = value;
  const facts = readFacts(value['facts']);
  if (!isOf(ROLES, role) || !isModality(modality) || !facts) return undefined;
  return { role, modality, facts, ...(isOf(REGIONS, region) ? { region } : {}) };
}

function readWindow(value: unknown): WindowPreset | undefined {
  if (!isFields(value)) return undefined;
  const { centre, width, curve } = value;
  if (!isNumber(centre, -1e5, 1e5) || !isNumber(width, 1, 1e5)) return undefined;
  return isOf(['LINEAR', 'LINEAR_EXACT', 'SIGMOID'] as const, curve) ? { centre, width, curve } : undefined;
}

function readPane(value: unknown): PaneTemplate | null | undefined {
  if (value === null) return null;
  if (!isFields(value)) return undefined;
  const selector = readSelector(value['selector']);
  if (!selector) return undefined;
  const window = readWindow(value['window']);
  const { zoom } = value;
  return { selector, ...(window ? { window } : {}), ...(isNumber(zoom, 0.01, 100) ? { zoom } : {}) };
}

/** A template as JSON has it; undefined where it is none. What is not known in it is left out: no text of anybody's gets in. */
export function readTemplate(value: unknown): HangingTemplate | undefined {
  if (!isFields(value) || !isFields(value['grid']) || !Array.isArray(value['panes'])) return undefined;
  const { rows, columns } = value['grid'];
  if (!isSide(rows) || !isSide(columns)) return undefined;
  const panes = value['panes'].map(readPane);
  const whole = panes.filter((pane) => pane !== undefined);
  if (whole.length !== panes.length || panes.length !== rows * columns) return undefined;
  const { scroll, lines } = isFields(value['links']) ? value['links'] : {};
  const links = { ...(scroll === true ? { scroll } : {}), ...(lines === true ? { lines } : {}) };
  return { grid: { rows, columns }, panes: whole, ...(Object.keys(links).length > 0 ? { links } : {}) };
}

/** Modalities, regions, procedures of one key: more has no study. */
const MOST_OF_KEY = 16;

function readKey(value: unknown): HangingKey | undefined {
  if (!isFields(value)) return undefined;
  const { modalities, regions, procedures } = value;
  if (!Array.isArray(modalities) || !Array.isArray(regions) || !Array.isArray(procedures)) return undefined;
  if ([modalities, regions, procedures].some(({ length }) => length > MOST_OF_KEY)) return undefined;
  if (modalities.length === 0 || !modalities.every(isModality)) return undefined;
  return {
    modalities,
    regions: regions.filter((one) => isOf(REGIONS, one)),
    procedures: procedures.filter((one) => isOf(PROCEDURES, one)),
  };
}

/** A protocol as JSON has it; undefined where it is none. */
export function readProtocol(value: unknown): HangingProtocol | undefined {
  if (!isFields(value)) return undefined;
  const { id, madeAtMs } = value;
  const key = readKey(value['key']);
  const template = readTemplate(value['template']);
  if (typeof id !== 'string' || !/^[\w-]{1,64}$/.test(id) || !key || !template) return undefined;
  return { id, key, template, madeAtMs: isNumber(madeAtMs, 0, LAST_MADE_MS) ? madeAtMs : 0 };
}
