import type { ReportContent, ReportFinding, SavedReading } from './findings';

/** What became of a finding from one version of a report to another. */
export interface FindingChange {
  readonly change: 'same' | 'changed' | 'new' | 'gone';
  readonly label: string;
  readonly before?: readonly SavedReading[];
  readonly after?: readonly SavedReading[];
  /** The values differ. */
  readonly areValuesOthers?: boolean;
  /** What was said of it, where that differs: name, finding, site and side. */
  readonly words?: { readonly before: readonly string[]; readonly after: readonly string[] };
}

/** Decimal strings have 16 characters, points 24 bits: less is no change. */
const NEAR_PART = 1e-4;

const areSame = (one: readonly SavedReading[], other: readonly SavedReading[]): boolean =>
  one.length === other.length &&
  one.every(({ title, value, unit }, i) => {
    const twin = other[i];
    if (!twin || twin.title !== title || twin.unit !== unit) return false;
    return Math.abs(twin.value - value) <= NEAR_PART * Math.abs(value);
  });

const wordsOf = ({ label, finding, site, laterality }: ReportFinding): string =>
  JSON.stringify([label, finding?.value, site?.value, laterality?.value]);

const saidOf = ({ label, finding, site, laterality }: ReportFinding): readonly string[] =>
  [label, finding?.meaning, site?.meaning, laterality?.meaning].flatMap((word) => word || []);

/** The findings of two versions by their Tracking Unique Identifiers, in the order of the later one; those gone last. */
export function compareReports(
  before: Pick<ReportContent, 'findings'>,
  after: Pick<ReportContent, 'findings'>,
): readonly FindingChange[] {
  const old = new Map(before.findings.map((finding) => [finding.tracking, finding]));
  const now = new Set(after.findings.map(({ tracking }) => tracking));
  const nameOf = ({ label, finding }: ReportFinding) => label || (finding?.meaning ?? '');
  return [
    ...after.findings.map((finding): FindingChange => {
      const earlier = old.get(finding.tracking);
      if (!earlier) return { change: 'new', label: nameOf(finding), after: finding.readings };
      const areValuesOthers = !areSame(earlier.readings, finding.readings);
      const areWordsOthers = wordsOf(earlier) !== wordsOf(finding);
      return {
        change: areValuesOthers || areWordsOthers ? 'changed' : 'same',
        label: nameOf(finding),
        before: earlier.readings,
        after: finding.readings,
        areValuesOthers,
        ...(areWordsOthers ? { words: { before: saidOf(earlier), after: saidOf(finding) } } : {}),
      };
    }),
    ...before.findings
      .filter(({ tracking }) => !now.has(tracking))
      .map((finding): FindingChange => ({
        change: 'gone',
        label: nameOf(finding),
        before: finding.readings,
      })),
  ];
}
