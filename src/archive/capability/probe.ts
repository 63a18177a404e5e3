import type { RequestParts } from '@/archive/http/request';
import { ask, JSON_ACCEPT, type ProbeLine } from './ask';
import type { CapabilityDraft } from '@/archive/contract/capabilities';
import { type Contact, contact, finding } from './contact';
import { CHECKS, type CheckId, checkOf, type Finding, verdictOf, worst } from '@/archive/contract/findings';
import { checkBulk, checkMetadata, type Example, probeSeries, studiesToTry } from './describing';
import { checkFrames, checkInstance, checkPictures, checkStore, checkStream } from './images';
import type { CheckResult, Depth, Report } from '@/archive/contract/report';
import { rowFindings } from './rows';
import { checkFilters, checkFuzzy, checkPaging } from './searching';

const DEADLINE_MS = 15_000;

/** Results by check, as they come. */
function createBook(now: () => number, tell: (results: readonly CheckResult[]) => void) {
  const found: Finding[] = [];
  const took = new Map<CheckId, number>();
  const list = (): readonly CheckResult[] =>
    CHECKS.filter((check) => took.has(check)).map((check) => {
      const findings = found.filter((each) => checkOf(each) === check);
      return {
        check,
        findings,
        verdict: worst(findings.map(verdictOf)) ?? 'unknown',
        tookMs: took.get(check) ?? 0,
      };
    });
  const add = (findings: readonly Finding[]) => {
    for (const each of findings) {
      // Rows and descriptions may be odd alike: it is said once.
      if (each.id === 'jsonOdd' && found.some(({ id }) => id === 'jsonOdd')) continue;
      found.push(each);
      if (!took.has(checkOf(each))) took.set(checkOf(each), 0);
    }
  };
  return {
    list,
    add,
    async look(check: CheckId, run: () => Promise<readonly Finding[]>) {
      const startMs = now();
      add(await run());
      took.set(check, (took.get(check) ?? 0) + now() - startMs);
      tell(list());
    },
  };
}

type Book = ReturnType<typeof createBook>;

/** Where another origin's refusals are hidden, a missing image cannot be told from a broken line. */
async function checkRefusals(line: ProbeLine, on: Contact): Promise<readonly Finding[]> {
  const page = globalThis.location as Location | undefined;
  if (on.rows === undefined || page === undefined || page.origin === new URL(line.root).origin) return [];
  const missing = `/studies/2.25.${'9'.repeat(30)}/metadata`;
  const got = await ask(line, missing, { accept: JSON_ACCEPT, read: 'head' });
  return got.outcome === 'silent' ? [finding('corsErrors', { origin: page.origin })] : [];
}

/** Of several series alike, what was found is said once. */
function once(findings: readonly Finding[]): readonly Finding[] {
  const faults = findings.filter(({ id }) => id !== 'described');
  const count = findings.reduce((sum, { values }) => sum + Number(values['count'] ?? 0), 0);
  if (faults.length === 0) return findings.length === 0 ? [] : [finding('described', { count })];
  return [...new Map(faults.map((each) => [each.id, each])).values()];
}

async function lookAtImages(line: ProbeLine, draft: CapabilityDraft, on: Contact, book: Book): Promise<void> {
  const examples: Example[] = [];
  for (const { study, patientId } of studiesToTry(on.rows ?? [])) {
    const { series, lacks } = await probeSeries(line, draft, study);
    book.add(lacks);
    if (series.length === 0) continue;
    await book.look('metadata', async () => {
      const findings: Finding[] = [];
      for (const { series: uid } of series) {
        const got = await checkMetadata(line, study, uid, patientId);
        findings.push(...got.findings);
        if (got.example !== undefined) examples.push(got.example);
      }
      return once(findings);
    });
    break;
  }
  // Of many instances an archive may send a wrong one; of one it cannot.
  const [seen] = examples.toSorted(
    (a, b) =>
      Number(b.instance.frames > 0) - Number(a.instance.frames > 0) ||
      b.instances.length - a.instances.length,
  );
  if (seen === undefined) return;
  await book.look('bulk', () => checkBulk(line, draft, examples));
  await book.look('frames', () => checkFrames(line, draft, seen));
  if (seen.instance.frames > 0) {
    await book.look('instance', () => checkInstance(line, draft, seen));
    await book.look('rendered', () => checkPictures(line, draft, seen));
    await book.look('stream', () => checkStream(line, draft, seen));
  }
}

/**
 * Finds out what an archive can do. Reads only: nothing is stored, nothing is changed. Rejects only when the signal
 * aborts; what fails is a finding. `root` is absolute and has no slash at its end; `blocked` says whether the page's own
 * security policy forbade a request.
 */
export async function probeArchive(
  root: string,
  depth: Depth,
  parts: RequestParts,
  signal: AbortSignal,
  on: { tell?: (results: readonly CheckResult[]) => void; blocked?: () => boolean } = {},
): Promise<Report> {
  const { clock } = parts;
  const line: ProbeLine = { root, parts, signal, deadlineMs: DEADLINE_MS, stumbles: 0, sent: 0 };
  const draft: CapabilityDraft = {};
  const startMs = clock.now();
  const book = createBook(() => clock.now(), on.tell ?? (() => undefined));
  let first: Contact | undefined;
  await book.look('answers', async () => {
    first = await contact(line, draft, on.blocked ?? (() => false));
    return first.findings;
  });
  if (first?.rows !== undefined) {
    const { rows } = first;
    const found = first;
    await book.look('search', () => checkPaging(line, draft, found));
    await book.look('filters', async () => [
      ...(await checkFilters(line, draft, found)),
      ...(depth === 'full' ? await checkFuzzy(line, draft, rows) : []),
    ]);
    await book.look('rows', async () => rowFindings(rows, found.raw));
    const isStatic = draft.ignoresLimit === true && draft.ignoresFilters === true;
    if (isStatic) book.add([finding('staticFiles')]);
    if (depth === 'full') {
      await lookAtImages(line, draft, found, book);
      await book.look('store', () => checkStore(line, draft));
      await book.look('answers', () => checkRefusals(line, found));
    }
    if (line.stumbles > 0) book.add([finding('unsteady', { count: line.stumbles })]);
  }
  return { results: book.list(), known: draft, requests: line.sent, tookMs: clock.now() - startMs };
}
