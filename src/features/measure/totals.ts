import type { Measurement, MeasurementKind, Reading } from '@/measurement/measurement';

/** What measurements of one kind come to. Readings of different units, or millimetres of different kinds, never mix. */
export interface Total {
  readonly kind: MeasurementKind;
  readonly count: number;
  readonly sums: readonly Sum[];
}

export interface Sum {
  readonly of: 'length' | 'mean' | 'value' | 'area';
  readonly unit: string;
  /** Measurements in it: fewer than the total's count where some lack the reading. */
  readonly count: number;
  readonly sum: number;
  readonly basis?: Measurement['basis'];
}

const SUMMED: ReadonlySet<Reading['name']> = new Set(['length', 'mean', 'value', 'area'] as const);
const isSummed = (name: Reading['name']): name is Sum['of'] => SUMMED.has(name);

function sumsOf(members: readonly Measurement[]): readonly Sum[] {
  const sums = new Map<string, Sum>();
  for (const { readings, basis } of members) {
    for (const { name, value, unit } of readings) {
      if (!isSummed(name) || !Number.isFinite(value)) continue;
      const isSpatial = name === 'length' || name === 'area';
      const key = JSON.stringify([name, unit, isSpatial ? basis : undefined]);
      const before = sums.get(key);
      sums.set(key, {
        of: name,
        unit,
        count: (before?.count ?? 0) + 1,
        sum: (before?.sum ?? 0) + value,
        ...(isSpatial && basis ? { basis } : {}),
      });
    }
  }
  return [...sums.values()];
}

/** Number per kind, with the sums of its lengths, areas and values, in the order the kinds come up. */
export function totalsOf(list: readonly Measurement[]): readonly Total[] {
  const kinds = [...new Set(list.map(({ kind }) => kind))];
  return kinds.map((kind) => {
    const members = list.filter((one) => one.kind === kind);
    return { kind, count: members.length, sums: sumsOf(members) };
  });
}
