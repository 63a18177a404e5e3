import * as z from 'zod/mini';
import type { FindingLists } from '@/measurement/report/commonFindings';

/** One archive of config.json. Links carry its id, never its address. */
export interface ArchiveConfig {
  /** What links carry: letters, digits, - and _. */
  readonly id: string;
  /** What people read. */
  readonly name: string;
  /** Where DICOMweb begins: a path of this origin, or an https address that allows this page. */
  readonly root: string;
  /** Which of `signIn` opens it; absent: anybody may. */
  readonly signIn?: string | undefined;
  /** Who issues the patient IDs of objects that do not say it (Issuer of Patient ID, 0010,0021). */
  readonly issuer?: string | undefined;
  /** It has workitems (UPS-RS, PS3.18 11): true, or the codes of those that are the reading of a study, as `value^scheme`. */
  readonly ups?: boolean | readonly string[] | undefined;
}

/** One issuer of sign-ins (OpenID Connect). */
export interface SignInConfig {
  readonly id: string;
  /** What people read: the name of the hospital, or whoever it is. */
  readonly name: string;
  /** Its address, as its tokens name it; a path counts from this origin. */
  readonly issuer: string;
  readonly clientId: string;
  readonly scope: string;
  /** RFC 8707: which archive the tokens are for, where the issuer wants to know. */
  readonly resource?: string | undefined;
}

/** What the companion does beside serving pictures: paths of this origin. Absent: the page has no companion for it. */
export interface Services {
  readonly share?: string | undefined;
  readonly audit?: string | undefined;
  readonly room?: string | undefined;
  readonly handoff?: string | undefined;
  readonly hangings?: string | undefined;
  readonly hands?: string | undefined;
  /** The FHIRcast hub: a dictation and this page follow each other. */
  readonly fhircast?: string | undefined;
  /** Where the state of studies is shared. */
  readonly reading?: string | undefined;
}

export interface Config {
  readonly archives: readonly [ArchiveConfig, ...ArchiveConfig[]];
  /** Offers window.isocenter for tests; never switched on by a URL. */
  readonly inspect: boolean;
  /** What findings and sites readers can choose from, where the site has lists of its own. */
  readonly findings?: Partial<FindingLists>;
  readonly signIn: readonly SignInConfig[];
  readonly services: Services;
  /** How long nobody touches the page before it locks itself; 0: never. */
  readonly idleMinutes: number;
  /** The language of the page for whoever chose none, e.g. "en" (src/i18n/languages.ts); absent: the browser's. */
  readonly language?: string | undefined;
  /** Sites whose pages may show this one in a frame (admitFrame); absent: none. The server's headers name the same. */
  readonly embed?: unknown;
  /** EHRs that may open studies here (ehrsOf); absent: none. */
  readonly smart?: unknown;
  /** Where the companion is reached, and whether by everybody; absent: it does not say. */
  readonly reach?: { readonly isOpen: boolean; readonly addresses: readonly string[] } | undefined;
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
  signIn: z.optional(z.string().check(z.regex(/^[\w-]{1,64}$/))),
  issuer: z.optional(z.string().check(z.trim(), z.regex(/^[^\\\p{Cc}]{1,64}$/u))),
  ups: z.optional(
    z.union([z.boolean(), z.array(z.string().check(z.regex(/^[^\\^\p{Cc}]{1,16}\^[^\\^\p{Cc}]{1,16}$/u)))]),
  ),
});

const signIn = z.object({
  id: z.string().check(z.regex(/^[\w-]{1,64}$/)),
  name: z.string().check(z.trim(), z.minLength(1), z.maxLength(60)),
  issuer: z.string().check(z.refine(isRoot)),
  clientId: z.string().check(z.minLength(1), z.maxLength(200)),
  scope: z._default(z.string(), 'openid profile offline_access'),
  resource: z.optional(z.string()),
});

/** A path of this origin: tokens go there. */
const path = z.string().check(z.regex(/^\/(?!\/)[\w./-]*$/));
const services = z.object({
  share: z.optional(path),
  audit: z.optional(path),
  room: z.optional(path),
  handoff: z.optional(path),
  hangings: z.optional(path),
  hands: z.optional(path),
  fhircast: z.optional(path),
  reading: z.optional(path),
});

/** A code as PS3.3 8.8 allows it to be written: SH, SH and LO. */
const code = z.object({
  value: z.string().check(z.regex(/^[^\\\p{Cc}]{1,16}$/u)),
  scheme: z.string().check(z.regex(/^[^\\\p{Cc}]{1,16}$/u)),
  meaning: z.string().check(z.trim(), z.regex(/^[^\\\p{Cc}]{1,64}$/u)),
});
const codes = z.array(code).check(z.maxLength(500));

const archives = z
  .tuple([archive], archive)
  .check(z.refine((all) => new Set(all.map(({ id }) => id)).size === all.length));

const reach = z.object({
  isOpen: z._default(z.boolean(), false),
  addresses: z._default(z.array(z.string().check(z.refine(isRoot))).check(z.maxLength(20)), []),
});

const schema = z.object({
  archives,
  signIn: z._default(z.array(signIn), []),
  services: z._default(services, {}),
  idleMinutes: z._default(z.number().check(z.minimum(0), z.maximum(1440)), 15),
  language: z.optional(z.string().check(z.regex(/^[a-z]{2,3}(-\w{2,8})*$/i))),
  inspect: z._default(z.boolean(), false),
  embed: z.optional(z.unknown()),
  smart: z.optional(z.unknown()),
  reach: z.optional(reach),
  findings: z.optional(z.object({ findings: z.optional(codes), sites: z.optional(codes) })),
});

/** config.json as values, or the field that is wrong. Unknown fields are left alone: newer files serve older pages. */
export function readConfig(json: unknown): ReadConfig {
  const read = schema.safeParse(json);
  if (read.success) {
    const { archives, inspect, findings, signIn, services, idleMinutes, reach, language, embed, smart } =
      read.data;
    const known = new Set(signIn.map(({ id }) => id));
    const stray = archives.findIndex((one) => one.signIn !== undefined && !known.has(one.signIn));
    if (stray >= 0) return { ok: false, where: `archives.${stray}.signIn` };
    const [first, ...rest] = archives.map((entry) => ({ ...entry, root: entry.root.replace(/\/+$/, '') }));
    const lists = {
      ...(findings?.findings ? { findings: findings.findings } : {}),
      ...(findings?.sites ? { sites: findings.sites } : {}),
    };
    if (first) {
      const config = {
        archives: [first, ...rest] as const,
        inspect,
        signIn,
        services,
        idleMinutes,
        ...(language === undefined ? {} : { language }),
        ...(embed === undefined ? {} : { embed }),
        ...(smart === undefined ? {} : { smart }),
        ...(reach ? { reach } : {}),
        ...(findings ? { findings: lists } : {}),
      };
      return { ok: true, config };
    }
  }
  return { ok: false, where: read.error?.issues[0]?.path.join('.') ?? 'archives' };
}
