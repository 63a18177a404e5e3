import type { DicomJson } from '@/dicom/dataset/dicomJson';
import type { Upstream } from '../access/upstream';
import { patientIn, type GuestPatient } from '../work/guestObjects';

const JSON_TYPE = { accept: 'application/dicom+json' };
/** What was found is believed so long; what was not found is asked for again. */
const BELIEVED_MS = 600_000;
/** What comes in later is asked for so often. */
const SEVERAL_BELIEVED_MS = 10_000;
/** Series of which the objects are remembered. */
const MOST_SERIES = 500;

type Row = Readonly<Record<string, { readonly Value?: readonly unknown[] } | undefined>>;
const uidOf = (row: Row, tag: string): string | undefined => {
  const value = row[tag]?.Value?.[0];
  return typeof value === 'string' ? value : undefined;
};

interface Held {
  /** Absent until the archive has answered. */
  found: Set<string> | undefined;
  readonly at: number;
}

/**
 * What belongs where in the archive. Addresses name study, series and object, and not every archive looks whether the one
 * is in the other: `/studies/SHARED/series/ANY/instances/SECRET` must not open SECRET.
 */
export class Holdings {
  private readonly ask: Upstream;
  private readonly now: () => number;
  private readonly held = new Map<string, Held>();
  private readonly several = new Map<string, { readonly isSo: boolean; readonly at: number }>();

  constructor(ask: Upstream, now: () => number = Date.now) {
    this.ask = ask;
    this.now = now;
  }

  /** The series of a study; undefined where the archive has no such study. Rejects where it does not answer. */
  async seriesOf(study: string): Promise<readonly string[] | undefined> {
    const rows = await this.rows(`/studies/${study}/series`);
    const uids = ofStudy(rows, study).map((row) => uidOf(row, '0020000E'));
    const found = uids.filter((uid) => uid !== undefined);
    return found.length === 0 ? undefined : found;
  }

  /** Whether the archive holds it just there. Rejects where it does not answer. */
  async has(study: string, series: string, sop?: string): Promise<boolean> {
    const inStudy = await this.holds(
      `/studies/${study}/series`,
      study,
      '0020000E',
      series,
      'SeriesInstanceUID',
    );
    if (!inStudy || sop === undefined) return inStudy;
    const below = `/studies/${study}/series/${series}/instances`;
    return this.holds(below, study, '00080018', sop, 'SOPInstanceUID', series);
  }

  /** The patient of a study; undefined where the archive has no such study, or has it under several patients. */
  async patientOf(study: string): Promise<GuestPatient | undefined> {
    const rows = await this.rows(
      `/studies?StudyInstanceUID=${study}&includefield=00100010,00100020,00100030`,
    );
    const [row, ...others] = rows.filter((one) => uidOf(one, '0020000D') === study);
    return row === undefined || others.length > 0 ? undefined : patientIn(row as DicomJson);
  }

  /**
   * Whether an archive keeps a study under several patients by now: what was shared is one patient's, and whose the rest is nobody
   * has looked at. Rejects where it does not answer.
   */
  async isOfSeveral(study: string): Promise<boolean> {
    const known = this.several.get(study);
    if (known !== undefined && this.now() - known.at < SEVERAL_BELIEVED_MS) return known.isSo;
    const rows = (await this.rows(`/studies?StudyInstanceUID=${study}&includefield=00100020`)).filter(
      (row) => uidOf(row, '0020000D') === study,
    );
    const isSo = new Set(rows.map((row) => patientIn(row as DicomJson).id)).size > 1;
    if (this.several.size >= MOST_SERIES) this.several.clear();
    this.several.set(study, { isSo, at: this.now() });
    return isSo;
  }

  /** Whether a study holds an object by this name, in whatever series. */
  async hasObject(study: string, sop: string): Promise<boolean> {
    const rows = await this.rows(`/studies/${study}/instances?SOPInstanceUID=${sop}`);
    return rows.some((row) => uidOf(row, '00080018') === sop);
  }

  private async holds(
    target: string,
    study: string,
    tag: string,
    uid: string,
    key: string,
    series?: string,
  ): Promise<boolean> {
    const held = this.list(target, study, tag, series);
    if (held.found?.has(uid) === true) return true;
    // Asked for by its name: the list of a large series takes long, archives cut long lists, and objects come in later.
    const rows = ofStudy(await this.rows(`${target}?${key}=${uid}`), study, series);
    if (!rows.some((row) => uidOf(row, tag) === uid)) return false;
    held.found?.add(uid);
    return true;
  }

  /** What is below an address, as far as that is known by now. */
  private list(target: string, study: string, tag: string, series?: string): Held {
    const before = this.held.get(target);
    if (before !== undefined && this.now() - before.at < BELIEVED_MS) return before;
    const fresh: Held = { found: undefined, at: this.now() };
    this.rows(target)
      .then((rows) => {
        const named = ofStudy(rows, study, series).map((row) => uidOf(row, tag));
        fresh.found = new Set(named.filter((uid) => uid !== undefined));
      })
      .catch(() => this.held.delete(target));
    this.held.delete(target);
    this.held.set(target, fresh);
    const [oldest] = this.held.keys();
    if (this.held.size > MOST_SERIES && oldest !== undefined) this.held.delete(oldest);
    return fresh;
  }

  private async rows(target: string): Promise<readonly Row[]> {
    const { status, body } = await this.ask({ method: 'GET', target, headers: JSON_TYPE });
    // 204: how some archives say that nothing was found.
    if (status === 404 || status === 204 || (status === 200 && body.length === 0)) return [];
    if (status !== 200) throw new Error(`the archive answered ${status}`);
    const rows: unknown = JSON.parse(body.toString('utf8'));
    return Array.isArray(rows)
      ? rows.filter((row): row is Row => typeof row === 'object' && row !== null)
      : [];
  }
}

/** Rows that do not say that they belong elsewhere; archives may leave out the UIDs that the address names. */
const ofStudy = (rows: readonly Row[], study: string, series?: string): readonly Row[] =>
  rows.filter(
    (row) =>
      (uidOf(row, '0020000D') ?? study) === study &&
      (series === undefined || (uidOf(row, '0020000E') ?? series) === series),
  );
