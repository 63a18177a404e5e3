import type { OddFile, ScanReport } from './scan';

/** Files named of each kind; the rest are counted. */
const NAMED = 5;
/** Kinds told one by one. */
const KINDS = 12;

/** A name from a disk as a console can show it: nothing in it moves the cursor or turns the line round. */
const shown = (name: string): string =>
  name.replaceAll(/[\p{C}\p{Zl}\p{Zp}\u{fffd}]/gu, '?').slice(0, 200) || '(the folder itself)';

function namesOf(files: readonly OddFile[]): string {
  const names = files.slice(0, NAMED).map(({ path }) => shown(path));
  return `${names.join(', ')}${files.length > NAMED ? ` and ${files.length - NAMED} more` : ''}`;
}

/** A line for each reason, what happened most often first; or for each file. */
function lines(files: readonly OddFile[], listsAll: boolean): string[] {
  if (listsAll) return files.map(({ path, reason }) => `  ${shown(path)}: ${reason}`);
  const grouped = new Map<string, OddFile[]>();
  for (const file of files) {
    const others = grouped.get(file.reason);
    if (others === undefined) grouped.set(file.reason, [file]);
    else others.push(file);
  }
  const kinds = [...grouped].sort(([, a], [, b]) => b.length - a.length);
  const others = kinds.slice(KINDS).flatMap(([, each]) => each);
  return [
    ...kinds.slice(0, KINDS).map(([reason, each]) => `  ${each.length} ${reason}: ${namesOf(each)}`),
    ...(others.length > 0 ? [`  ${others.length} for other reasons: ${namesOf(others)}`] : []),
  ];
}

const count = (many: number, one: string, more: string): string =>
  many === 1 ? `1 ${one}` : `${many} ${more}`;

/**
 * The report in words: a line for each reason, however many files there are.
 * @param listsAll a line for each file instead.
 */
export function tellScan({ skipped, cut }: ScanReport, listsAll = false): string[] {
  return [
    ...(skipped.length > 0
      ? [`${count(skipped.length, 'file was', 'files were')} left out:`, ...lines(skipped, listsAll)]
      : []),
    ...(cut.length > 0
      ? [
          `${count(cut.length, 'file is', 'files are')} incomplete; what ${cut.length === 1 ? 'it holds' : 'they hold'} is offered:`,
          ...lines(cut, listsAll),
        ]
      : []),
  ];
}
