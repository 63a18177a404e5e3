import { readNumbers, text, type DicomJson } from '@/dicom/dataset/dicomJson';
import { TAG } from '@/dicom/dataset/tags';
import { valueOf } from '@/dicom/values/reading';

/** What a standardized uptake value is relative to: body weight, lean body mass by two formulas, body surface area. */
export type SuvKind = 'bw' | 'lbm' | 'lbmJames' | 'bsa';

export type BodyRefusal = 'no-weight' | 'odd-weight' | 'no-height' | 'odd-height' | 'no-sex' | 'odd-size';

/** Grams for body weight and lean body mass, square centimetres for body surface area; or why it cannot be said. */
export type BodySize = { readonly size: number } | { readonly reason: BodyRefusal };

interface Body {
  readonly weightKg: number;
  readonly heightM: number;
  readonly sex: 'M' | 'F';
}
type Fact = keyof Body;

/** Bounds beyond which a value is a wrong unit (grams, centimetres) rather than a patient. */
const HEAVIEST_KG = 500;
const SHORTEST_M = 0.2;
const TALLEST_M = 2.6;

/** Facts that a formula asks for, and the formula. */
interface Formula {
  readonly asks: readonly Fact[];
  size(body: Body): number;
}

const FORMULAS: Record<SuvKind, Formula> = {
  bw: { asks: ['weightKg'], size: ({ weightKg }) => weightKg * 1000 },
  // Janmahasatian et al., Clin Pharmacokinet 2005;44:1051: the lean body mass that QIBA and EANM recommend.
  lbm: {
    asks: ['weightKg', 'heightM', 'sex'],
    size: ({ weightKg, heightM, sex }) => {
      const bmi = weightKg / heightM ** 2;
      return (9270 * weightKg * 1000) / (sex === 'M' ? 6680 + 216 * bmi : 8780 + 244 * bmi);
    },
  },
  // James 1976 with 128 for men, as in PS3.16 (126405): 120, found in software, is a misprint.
  lbmJames: {
    asks: ['weightKg', 'heightM', 'sex'],
    size: ({ weightKg, heightM, sex }) => {
      const slimness = (weightKg / (heightM * 100)) ** 2;
      return 1000 * (sex === 'M' ? 1.1 * weightKg - 128 * slimness : 1.07 * weightKg - 148 * slimness);
    },
  },
  // Du Bois and Du Bois 1916: m² = 0.007184 kg^0.425 cm^0.725.
  bsa: {
    asks: ['weightKg', 'heightM'],
    size: ({ weightKg, heightM }) => 71.84 * weightKg ** 0.425 * (heightM * 100) ** 0.725,
  },
};

/** 0 where there is nothing, NaN where what is there cannot be read. */
export function numberOrNaN(dataset: DicomJson | undefined, tag: string): number {
  const reading = readNumbers(dataset, tag);
  return reading.kind === 'absent' ? 0 : (valueOf(reading)?.[0] ?? Number.NaN);
}

/** Each fact from the dataset, or why there is none. Zero is how some devices write "not known". */
function weightOf(dataset: DicomJson): number | BodyRefusal {
  const weightKg = numberOrNaN(dataset, TAG.PatientWeight);
  if (weightKg === 0) return 'no-weight';
  return weightKg > 0 && weightKg <= HEAVIEST_KG ? weightKg : 'odd-weight';
}
function heightOf(dataset: DicomJson): number | BodyRefusal {
  const heightM = numberOrNaN(dataset, TAG.PatientSize);
  if (heightM === 0) return 'no-height';
  return heightM >= SHORTEST_M && heightM <= TALLEST_M ? heightM : 'odd-height';
}
function sexOf(dataset: DicomJson): 'M' | 'F' | BodyRefusal {
  const sex = text(dataset, TAG.PatientSex)?.toUpperCase();
  return sex === 'M' || sex === 'F' ? sex : 'no-sex';
}

/** The size of the patient by one of the formulas. */
export function bodySize(dataset: DicomJson, kind: SuvKind): BodySize {
  const { asks, size } = FORMULAS[kind];
  const found = { weightKg: weightOf(dataset), heightM: heightOf(dataset), sex: sexOf(dataset) };
  for (const fact of asks) {
    const value = found[fact];
    if (typeof value === 'string' && value !== 'M' && value !== 'F') return { reason: value };
  }
  const result = size({
    weightKg: Number(found.weightKg),
    heightM: Number(found.heightM),
    sex: found.sex === 'F' ? 'F' : 'M',
  });
  return result > 0 && Number.isFinite(result) ? { size: result } : { reason: 'odd-size' };
}
