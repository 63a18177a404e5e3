import type { ReportContent, ReportFinding, SavedReading } from './findings';

/** What became of a finding from one version of a report to another. */
export interface FindingChange {
  readonly change: 'same' | 'changed' | 'new' | 'gone';
  readonly label: string;
  readonly before?: readonly SavedReading[];
  readonly after?: readonly SavedReading[];
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
      const isSame = areSame(earlier.readings, finding.readings) && wordsOf(earlier) === wordsOf(finding);
      return {
        change: isSame ? 'same' : 'changed',
        label: nameOf(finding),
        before: earlier.readings,
        after: finding.readings,
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
