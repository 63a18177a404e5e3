import type { Upstream } from '../access/upstream';

const JSON_TYPE = { accept: 'application/dicom+json' };
/** What was found is believed so long; what was not found is asked for again. */
const BELIEVED_MS = 600_000;
/** Series of which the objects are remembered. */
const MOST_SERIES = 500;

type Row = Readonly<Record<string, { readonly Value?: readonly unknown[] } | undefined>>;
const uidOf = (row: Row, tag: string): string | undefined => {
  const value = row[tag]?.Value?.[0];
  return typeof value === 'string' ? value : undefined;
};

interface Held {
  readonly uids: Promise<Set<string>>;
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
    const known = await this.list(target, study, tag, series);
    if (known.has(uid)) return true;
    // Archives cut long lists, and objects come in later: asked for by its name.
    const rows = ofStudy(await this.rows(`${target}?${key}=${uid}`), study, series);
    const found = rows.some((row) => uidOf(row, tag) === uid);
    if (found) known.add(uid);
    return found;
  }

  private list(target: string, study: string, tag: string, series?: string): Promise<Set<string>> {
    const before = this.held.get(target);
    if (before !== undefined && this.now() - before.at < BELIEVED_MS) return before.uids;
    const uids = this.rows(target).then((rows) => {
      const named = ofStudy(rows, study, series).map((row) => uidOf(row, tag));
      return new Set(named.filter((uid) => uid !== undefined));
    });
    this.held.delete(target);
    this.held.set(target, { uids, at: this.now() });
    const [oldest] = this.held.keys();
    if (this.held.size > MOST_SERIES && oldest !== undefined) this.held.delete(oldest);
    uids.catch(() => this.held.delete(target));
    return uids;
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
