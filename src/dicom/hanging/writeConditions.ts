import type { DicomJson, JsonValue } from '@/dicom/dataset/dicomJson';
import { TAG } from '@/dicom/dataset/tags';
import { element } from '@/dicom/objects/written';
import { FACT_TERMS, type FactTerms } from './factConditions';
import { code, HP, PRIVATE_TAGS, PRIVATE_CREATOR, SELECTOR_VALUES } from './hangingTags';
import { REGION_CODES } from './regionCodes';
import {
  CLASS_BOUNDS,
  FACT_NAMES,
  FACT_VALUES,
  type FactName,
  type FactValue,
  type Selector,
} from './template';

/** What becomes of images without the attribute: they are shown all the same, as those whose facts are not known are here. */
const SHOWN = 'MATCH';
const LEFT_OUT = 'NO_MATCH';

const selector = (
  attribute: string,
  vr: string,
  valueNumber: number,
  values: readonly JsonValue[],
  usage: string,
): DicomJson => ({
  [HP.ImageSetSelectorUsageFlag]: element('CS', usage),
  [HP.SelectorAttribute]: element('AT', attribute),
  [HP.SelectorValueNumber]: element('US', valueNumber),
  [HP.SelectorAttributeVr]: element('CS', vr),
  ...(vr === 'SQ'
    ? { [HP.SelectorCodeSequenceValue]: element('SQ', ...values) }
    : { [SELECTOR_VALUES[vr] ?? '']: element(vr, ...values) }),
});

const filter = (operator: string, of: DicomJson): DicomJson => ({
  ...of,
  [HP.FilterByOperator]: element('CS', operator),
});

/** A selector by a private attribute: no image has it, so that others pass over it. */
const exactly = (name: FactName | 'region', value: string): DicomJson =>
  filter('MEMBER_OF', {
    ...selector(PRIVATE_TAGS[name], 'CS', 1, [value.toUpperCase()], SHOWN),
    [HP.SelectorAttributePrivateCreator]: element('LO', PRIVATE_CREATOR),
  });

const MEANINGS: Readonly<Record<string, string>> = {
  CC: 'cranio-caudal',
  MLO: 'medio-lateral oblique',
  ML: 'medio-lateral',
  LM: 'latero-medial',
  XCCL: 'cranio-caudal exaggerated laterally',
};

function byTerms({ attribute, vr, terms, valueNumber, value }: FactTerms): DicomJson {
  if (attribute === 'plane')
    return filter('MEMBER_OF', {
      [HP.FilterByCategory]: element('CS', 'IMAGE_PLANE'),
      [HP.SelectorAttributeVr]: element('CS', 'CS'),
      [SELECTOR_VALUES['CS'] ?? '']: element('CS', ...terms),
    });
  // Of codes the one in SNOMED CT, whose values are numbers.
  const codes = terms
    .filter((one) => /^\d+$/.test(one))
    .map((one) => code(one, 'SCT', MEANINGS[value] ?? value));
  return filter('MEMBER_OF', selector(attribute, vr, valueNumber, vr === 'SQ' ? codes : terms, SHOWN));
}

const NUMBERS = {
  thickness: { attribute: TAG.SliceThickness, vr: 'DS' },
  bValue: { attribute: TAG.DiffusionBValue, vr: 'FD' },
} as const;

function byClass<Name extends keyof typeof CLASS_BOUNDS>(name: Name, value: FactValue<Name>): DicomJson[] {
  const { attribute, vr } = NUMBERS[name];
  const at = (FACT_VALUES[name] as readonly string[]).indexOf(value);
  const [above, most] = [CLASS_BOUNDS[name][at - 1], CLASS_BOUNDS[name][at]];
  const bound = (operator: string, of: number | undefined) =>
    of === undefined ? [] : [filter(operator, selector(attribute, vr, 1, [of], SHOWN))];
  return [...bound('GREATER_THAN', above), ...bound('LESS_OR_EQUAL', most)];
}

function byFact(name: FactName, value: string, modality: string): DicomJson[] {
  if (name === 'thickness' || name === 'bValue') return byClass(name, value as FactValue<typeof name>);
  if (name === 'contrast')
    return [
      {
        [HP.SelectorAttribute]: element('AT', TAG.ContrastBolusAgent),
        [HP.FilterByAttributePresence]: element('CS', value === 'with' ? 'PRESENT' : 'NOT_PRESENT'),
      },
    ];
  const told = FACT_TERMS.find(
    (one) =>
      one.fact === name &&
      one.value === value &&
      one.isReadOnly !== true &&
      (one.modalities?.has(modality) ?? true),
  );
  return [told ? byTerms(told) : exactly(name, value)];
}

/** What a pane asks of images of its image set, as a Filter Operations Sequence (0072,0400). */
export function writeFilters({ facts, modality, region }: Selector): readonly DicomJson[] {
  const told = FACT_NAMES.flatMap((name) => {
    const value = facts[name];
    return value === undefined ? [] : byFact(name, value, modality);
  });
  return region === undefined ? told : [...told, exactly('region', region)];
}

/** What an image set asks of images: their modality, and the part of the body where they say it (PS3.3 C.23.1.1.3). */
export const writeSelectors = ({
  modality,
  region,
}: Pick<Selector, 'modality' | 'region'>): readonly DicomJson[] => [
  selector(TAG.Modality, 'CS', 1, modality === 'DX' ? ['CR', 'DX'] : [modality], LEFT_OUT),
  ...(region === undefined
    ? []
    : [selector(TAG.BodyPartExamined, 'CS', 1, [REGION_CODES[region].bodyPart], SHOWN)]),
];
