import { ArchiveError, isAborted } from '@/archive/contract/archiveError';
import type { ReadingProgress, WorkAsked, WorkOfStudy } from '@/archive/contract/studyWork';
import { readWorkitem, WORKITEM_TAGS, type Workitem } from './workitem';
import type { DicomJson } from '@/dicom/dataset/dicomJson';

/** Interpretation (PS3.16 CID 9231): the reading of a study, and no processing, printing or computer's look at it. */
export const INTERPRETATION = '110005^DCM';

/** Studies of one question: their UIDs have up to 64 characters, an address 8,192. */
const STUDIES_AT_ONCE = 50;
/** Workitems of one answer, and how many answers are read of one question. */
const ROWS = 200;
const MOST_PAGES = 5;
/** Accession numbers are asked for one by one: a list of them would be cut at the commas that they may have. */
const MOST_ACCESSIONS = 100;

const TAG = WORKITEM_TAGS;
const FIELDS = [
  TAG.sop,
  TAG.sopClass,
  TAG.state,
  TAG.work,
  TAG.request,
  TAG.input,
  TAG.performed,
  TAG.patientId,
];

/** One question to `workitems` of an archive (PS3.18 11.9), by its parameters; rejects with ArchiveError. */
export type AskWorkitems = (
  params: Readonly<Record<string, string>>,
  signal: AbortSignal,
) => Promise<readonly DicomJson[]>;

/** By what an archive finds the workitems of studies. */
type Way = 'order' | 'input' | 'accession';
const KEYS: Readonly<Record<Way, string>> = {
  order: `${TAG.request}.${TAG.study}`,
  input: `${TAG.input}.${TAG.study}`,
  accession: `${TAG.request}.${TAG.accession}`,
};

/** Whether an archive said that it does not know the question, rather than that it cannot answer it now. */
const isUnknown = (error: unknown): boolean =>
  error instanceof ArchiveError && (error.fault === 'refused' || error.fault === 'not-found');

/**
 * The state of studies by the workitems of one archive. It is only asked (GET): nothing is claimed or changed. A way of asking that the
 * archive refuses, or whose key it does not match, is not gone again.
 */
export class WorkitemSearch {
  private readonly ask: AskWorkitems;
  private readonly codes: ReadonlySet<string>;
  private readonly shut = new Set<Way>();

  /** `codes`: tasks that are the reading of a study, as `value^scheme`. */
  constructor(ask: AskWorkitems, codes: readonly string[] = [INTERPRETATION]) {
    this.ask = ask;
    this.codes = new Set(codes);
  }

  /** What is known of each of the studies; those without a workitem are not in it. Rejects where the archive cannot be asked. */
  async of(asked: readonly WorkAsked[], signal: AbortSignal): Promise<ReadonlyMap<string, WorkOfStudy>> {
    const found = new Map<string, Workitem>();
    for (let from = 0; from < asked.length; from += STUDIES_AT_ONCE) {
      const studies = asked.slice(from, from + STUDIES_AT_ONCE).map(({ study }) => study);
      for (const way of ['order', 'input'] as const)
        await this.gather(way, studies.join(','), (item) => studies.some((one) => item.studies.has(one)), {
          ...{ found, signal },
        });
    }
    // Archives that find orders by their number alone.
    if (this.shut.has('order') && this.shut.has('input'))
      for (const { accession } of asked.slice(0, MOST_ACCESSIONS))
        if (accession !== undefined && !/[\\*?,]/.test(accession))
          await this.gather('accession', accession, ({ accessions }) => accessions.has(accession), {
            ...{ found, signal },
          });
    if (this.shut.size === Object.keys(KEYS).length)
      throw new ArchiveError('refused', 'workitems: found by none of the keys');
    return workOf(asked, this.ofReading(found));
  }

  private ofReading(found: ReadonlyMap<string, Workitem>): readonly Workitem[] {
    return [...found.values()].filter(({ work }) => work.some((code) => this.codes.has(code)));
  }

  /** Asks one way, as far as it is open, and keeps what is of what was asked. */
  private async gather(
    way: Way,
    value: string,
    isAsked: (item: Workitem) => boolean,
    { found, signal }: { readonly found: Map<string, Workitem>; readonly signal: AbortSignal },
  ): Promise<void> {
    for (let page = 0; page < MOST_PAGES && !this.shut.has(way); page++) {
      const rows = await this.askOnce(way, value, page * ROWS, signal);
      const read = rows.flatMap((row) => readWorkitem(row) ?? []);
      const known = found.size;
      for (const item of read) if (isAsked(item)) found.set(item.uid, item);
      // It gives what was not asked for: the key is none that it matches.
      if (read.some((item) => !isAsked(item))) this.shut.add(way);
      if (rows.length < ROWS || found.size === known) return;
    }
    if (!this.shut.has(way)) throw new ArchiveError('refused', 'workitems: more than are read');
  }

  private async askOnce(
    way: Way,
    value: string,
    offset: number,
    signal: AbortSignal,
  ): Promise<readonly DicomJson[]> {
    try {
      const page = { limit: String(ROWS), ...(offset > 0 ? { offset: String(offset) } : {}) };
      return await this.ask({ [KEYS[way]]: value, includefield: FIELDS.join(','), ...page }, signal);
    } catch (error) {
      if (isAborted(error) || !isUnknown(error)) throw error;
      this.shut.add(way);
      return [];
    }
  }
}

/** What is left to do decides: of several workitems one that is being done, else one that is to be done, else one that was done. */
const ORDER: readonly ReadingProgress[] = ['inProgress', 'scheduled', 'completed', 'canceled'];

/** Of the study, beyond doubt: it names it, or it names none and is of the same order and patient. */
function isOf(item: Workitem, { study, accession, patientId }: WorkAsked): boolean {
  if (item.studies.size > 0) return item.studies.has(study);
  return (
    accession !== undefined &&
    patientId !== undefined &&
    item.accessions.has(accession) &&
    item.patientId === patientId
  );
}

function workOf(asked: readonly WorkAsked[], found: readonly Workitem[]): ReadonlyMap<string, WorkOfStudy> {
  const all = new Map<string, WorkOfStudy>();
  for (const one of asked) {
    const mine = found.filter((item) => isOf(item, one));
    const state = ORDER.find((each) => mine.some((item) => item.state === each));
    if (state === undefined) continue;
    const of = mine.filter((item) => item.state === state);
    all.set(one.study, { state, by: [...new Set(of.flatMap(({ performers }) => performers))] });
  }
  return all;
}
