import * as z from 'zod/mini';
import type { FindingLists } from '@/view/commonFindings';

/** One archive of config.json. Links carry its id, never its address. */
export interface ArchiveConfig {
  /** What links carry: letters, digits, - and _. */
  readonly id: string;
  /** What people read. */
  readonly name: string;
  /** Where DICOMweb begins: a path of this origin, or an https address that allows this page. */
  readonly root: string;
}

export interface Config {
  readonly archives: readonly [ArchiveConfig, ...ArchiveConfig[]];
  /** Offers window.isocenter for tests; never switched on by a URL. */
  readonly inspect: boolean;
  /** What findings and sites readers can choose from, where the site has lists of its own. */
  readonly findings?: Partial<FindingLists>;
}

export type ReadConfig =
  | { readonly ok: true; readonly config: Config }
  /** `where` names the field, e.g. "archives.0.root", for the administrator. */
  | { readonly ok: false; readonly where: string };

/** A path of this origin or an http(s) address without credentials, query or fragment. */
function isRoot(root: string): boolean {
  if (/^\/(?!\/)[^?#\\]*$/.test(root)) return true;
  if (!/^https?:\/\//i.test(root) || !URL.canParse(root)) return false;
  const { username, password, search, hash } = new URL(root);
  return username === '' && password === '' && search === '' && hash === '';
}

const archive = z.object({
  id: z.string().check(z.regex(/^[\w-]{1,64}$/)),
  name: z.string().check(z.trim(), z.minLength(1), z.maxLength(60)),
  root: z.string().check(z.refine(isRoot)),
});

/** A code as PS3.3 8.8 allows it to be written: SH, SH and LO. */
const code = z.object({
  value: z.string().check(z.regex(/^[^\\\p{Cc}]{1,16}$/u)),
  scheme: z.string().check(z.regex(/^[^\\\p{Cc}]{1,16}$/u)),
  meaning: z.string().check(z.trim(), z.regex(/^[^\\\p{Cc}]{1,64}$/u)),
});
const codes = z.array(code).check(z.maxLength(500));

const schema = z.object({
  archives: z
    .tuple([archive], archive)
    .check(z.refine((all) => new Set(all.map(({ id }) => id)).size === all.length)),
  inspect: z._default(z.boolean(), false),
  findings: z.optional(z.object({ findings: z.optional(codes), sites: z.optional(codes) })),
});

/** config.json as values, or the field that is wrong. Unknown fields are left alone: newer files serve older pages. */
export function readConfig(json: unknown): ReadConfig {
  const read = schema.safeParse(json);
  if (read.success) {
    const { archives, inspect, findings } = read.data;
    const [first, ...rest] = archives.map((entry) => ({ ...entry, root: entry.root.replace(/\/+$/, '') }));
    const lists = {
      ...(findings?.findings ? { findings: findings.findings } : {}),
      ...(findings?.sites ? { sites: findings.sites } : {}),
    };
    if (first) {
      const config = {
        archives: [first, ...rest] as const,
        inspect,
        ...(findings ? { findings: lists } : {}),
      };
      return { ok: true, config };
    }
  }
  return { ok: false, where: read.error?.issues[0]?.path.join('.') ?? 'archives' };
}
