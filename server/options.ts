import { USUAL_DATA, type AskedFolder } from './dataFolder';
import { splitArguments } from './commandLine';
import { ehrOrigins, readSmartLaunches, type SmartLaunch } from './smartOptions';
import { isEmbedOrigin, MOST_EMBED_ORIGINS } from '@/protocol/embedOrigin';
import { readAllowedHost, type AllowedHost } from './request/host';

/** What the command line asks for. */
export interface Options {
  readonly data: AskedFolder;
  /** DICOMweb root of another archive to stand before, instead of the embedded one. */
  readonly archive: URL | undefined;
  /** The id of the first archive, that or the embedded one. */
  readonly id: string;
  /** Further archives, by their ids. */
  readonly others: readonly { readonly id: string; readonly url: URL }[];
  /** Ids of archives whose workitems (UPS-RS) the list of studies takes account of; absent: none. */
  readonly workitems?: readonly string[];
  /** What people read as the name of the archive; undefined: as config.json has it. */
  readonly name: string | undefined;
  readonly port: number;
  /** Whether the port was named; if not, the next free one is taken. */
  readonly portIsGiven: boolean;
  readonly host: string;
  /** Names that the page is asked for by, beside those of this machine. */
  readonly allowedHosts: readonly AllowedHost[];
  /** Origins whose pages may show this one in a frame. */
  readonly embedOrigins: readonly string[];
  /** EHRs that may open studies. */
  readonly smart: readonly SmartLaunch[];
  readonly inspect: boolean;
  readonly samples: boolean;
  /** Every file that was left out is named. */
  readonly listsFiles: boolean;
  readonly signIn: SignInOptions;
}

/** Who may sign in where; without either, whoever reaches the address sees every study. */
export interface SignInOptions {
  readonly mode: 'open' | 'demo' | 'issuer';
  /** The demo issuer's access tokens hold so long. */
  readonly demoTokenSeconds: number;
  /** Origins of other companions that sign in at this one's demo. */
  readonly demoFriends: readonly string[];
  readonly issuer: string;
  readonly client: string;
  /** RFC 8707, where the issuer makes tokens for a resource rather than for the client. */
  readonly resource: string | undefined;
  readonly rolesClaim: string;
  /** The claim was named: then nobody may anything without a role. */
  readonly needsRoles: boolean;
  /** What the page asks the issuer for. */
  readonly scope: string;
  /** What people read on the sign-in page; undefined: the issuer's host. */
  readonly house: string | undefined;
  /** How long nobody touches the page before it locks itself; undefined: as config.json has it. */
  readonly idleMinutes: number | undefined;
  /** Folder of keys, shares and the audit file. */
  readonly state: string;
  /** Where audit events are sent on to. */
  readonly auditUrl: URL | undefined;
  /** Nothing is served while the record cannot be written. */
  readonly auditRequired: boolean;
  /** Network addresses are put on record as hashes. */
  readonly hashesAddresses: boolean;
  /** Other programs of a person, such as their dictation, are told what is open (FHIRcast). */
  readonly hasHub: boolean;
  /** A proxy stands before it, whose X-Forwarded-For is believed. */
  readonly isBehindProxy: boolean;
}

/** What to do: serve, or print something and end. */
export type StartCommand =
  | { readonly run: 'serve'; readonly options: Options }
  | { readonly run: 'help' }
  | { readonly run: 'samples'; readonly action: 'add' | 'remove'; readonly data: AskedFolder }
  | {
      readonly run: 'print-headers';
      readonly form: 'nginx' | 'static';
      readonly origins: readonly string[];
      readonly embedders: readonly string[];
    }
  | { readonly run: 'refuse'; readonly sentence: string };

export const HELP = `Isocenter: a DICOM viewer with its own small archive.

  npm start                                       serve the viewer and the archive in ./data
  npm start -- --data FOLDER                      serve a folder of your own DICOM files
  npm start -- --archive http://host:8042/dicom-web
                                                  stand before any DICOMweb archive instead
  npm start -- --archive ct=http://a:8042/dicom-web --archive mr=http://b/rs
                                                  before several, each by a name; --data FOLDER
                                                  beside them: its own archive is the first

  --create-data   make the folder that --data names where it is not there, with samples in it
  --port N        port, 8080 or the next free one if not given
  --workitems NAME
                  an archive of those whose workitems (UPS-RS) tell how far the reading of a study
                  is; main is one without a name; may be given several times
  --host ADDRESS  address to listen on; default 0.0.0.0, every network of this machine;
                  127.0.0.1 for this machine alone
  --allow-host NAME
                  another name that people reach this at, beside those of this machine; with
                  https:// before it where a proxy speaks https; may be given several times
  --embed-origin ORIGIN
                  a site whose pages may show this one in a frame, such as https://ehr.example.org;
                  may be given several times; without it none may: docs/embedding.md
  --smart-launch ISS,CLIENT[,ARCHIVE][,ORIGIN...]
                  an EHR that may open studies (SMART on FHIR): its FHIR server, the name it knows
                  Isocenter by; may be given several times: docs/ehr-launch.md
  --smart-scope TEXT
                  what those are asked for, default "launch openid fhirUser patient/ImagingStudy.rs
                  patient/Patient.r"
  --no-samples    put no sample studies into an empty ./data or a folder just made
  --name NAME     what people read as the name of the archive, such as "City hospital"
  --list-files    name every file that is left out or incomplete, not the first of each kind
  --inspect       offer window.isocenter to tests
  --help          this text

  --demo-login    try out sign-in and sharing: two doctors and a student, without passwords
  --issuer URL --client ID
                  sign in with the accounts of your house (OpenID Connect); see docs/sign-in.md
  --house NAME    what people read when they sign in, such as the name of the hospital
  --scope TEXT    scopes to ask for, default "openid profile offline_access"
  --resource URI  the resource that the issuer makes tokens for, where that is not the client
  --roles-claim NAME
                  the claim that names roles, such as roles or realm_access.roles; without it, and
                  where the issuer names no roles, everybody may do everything
  --idle-minutes N
                  the page locks itself after so long without a touch, default 15; 0 never
  --state FOLDER  where shares, keys and the audit file are kept, default ./.isocenter
  --audit-url URL where audit events are sent on to (FHIR R4)
  --audit-required
                  serve nothing while the audit file cannot be written
  --hash-addresses
                  put network addresses on record as hashes
  --fhircast      a FHIRcast hub at /fhircast: a dictation and the viewer follow each other; see
                  docs/fhircast.md
  --behind-proxy  a proxy stands before it: believe its X-Forwarded-For

  npm run samples -- add | remove [--data FOLDER] sample studies: put them in, take them out

Without --demo-login or --issuer there is no sign-in: who reaches the address sees every study.
`;

function readArchive(text: string): URL | string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    // A password may stand in it, and what is printed ends up in a log.
    const shown = text.replace(/^([a-z]+:\/*)?.*@/is, '$1…@');
    return `--archive needs the address of a DICOMweb root, such as http://localhost:8042/dicom-web; "${shown}" is none.`;
  }
  if (url.search !== '' || url.hash !== '')
    return '--archive needs the address of a DICOMweb root; what stands behind ? or # in one is no part of a root.';
  return url;
}

/** The archives that --archive names, in order, the first under `main` where it has no name; or why they cannot be meant. */
function readArchives(
  text: string | undefined,
  hasData: boolean,
): { readonly archive: URL | undefined; readonly id: string; readonly others: Options['others'] } | string {
  const all: { id: string; url: URL }[] = [];
  let isUnnamed = false;
  for (const word of (text ?? '').split(/\s+/).filter((one) => one !== '')) {
    const [, id = 'main', address = ''] = /^(?:([^:/=@]*)=)?(.*)$/s.exec(word) ?? [];
    if (!/^[A-Za-z0-9][\w-]{0,31}$/.test(id))
      return '--archive NAME=URL needs a name of 1 to 32 letters, digits, - and _, such as ct=http://localhost:8042/dicom-web: links hold it.';
    const url = readArchive(address);
    if (typeof url === 'string') return url;
    if (!/^[^:/=@]*=/.test(word)) {
      if (isUnnamed || hasData)
        return hasData
          ? '--archive and --data exclude each other, unless the archive has a name: --archive NAME=URL stands beside the folder.'
          : 'Several archives need a name each: --archive ct=URL --archive mr=URL.';
      isUnnamed = true;
    }
    all.push({ id, url });
  }
  const ids = [...(hasData ? ['main'] : []), ...all.map(({ id }) => id)].map((id) => id.toLowerCase());
  const twice = ids.find((id, at) => ids.indexOf(id) < at);
  if (twice !== undefined)
    return `Two archives are called ${twice}${twice === 'main' ? ', which is what one without a name, and that of --data, is called' : ''}: links would not say which is meant.`;
  const places = all.map(({ url }) => `${url.origin}${url.pathname.replace(/\/+$/, '')}`);
  const same = places.find((place, at) => places.indexOf(place) < at);
  if (same !== undefined)
    return `Two archives have the same address, ${same}: each study would be there twice.`;
  const [first, ...rest] = all;
  return hasData || first === undefined
    ? { archive: undefined, id: 'main', others: all }
    : { archive: first.url, id: first.id, others: rest };
}

/** The archives that --workitems names; or why they cannot be meant. */
function readWorkitems(
  text: string | undefined,
  { archive, id, others }: Pick<Options, 'archive' | 'id' | 'others'>,
): readonly string[] | string {
  const named = [...new Set((text ?? '').split(/\s+/).filter((one) => one !== ''))];
  const elsewhere = [...(archive ? [id] : []), ...others.map((one) => one.id)];
  const stray = named.find((one) => !elsewhere.includes(one));
  return stray === undefined
    ? named
    : `--workitems names an archive of --archive: ${elsewhere.join(', ') || 'there is none'}. The archive of --data has no workitems.`;
}

const isWebAddress = (text: string): boolean =>
  URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);

/** An issuer's address as its tokens name it: no query, no fragment (OpenID Connect Discovery 1.0, 3). */
const isIssuer = (text: string): boolean => isWebAddress(text) && !/[?#@\s]/.test(text);

/** Why what is said of an issuer cannot be meant. */
function whyNoIssuer(given: ReadonlyMap<string, string>): string | undefined {
  const issuer = given.get('--issuer');
  if (issuer !== undefined && given.has('--demo-login')) {
    return '--issuer and --demo-login exclude each other: people sign in at one place.';
  }
  if (issuer !== undefined && !isIssuer(issuer)) {
    return `--issuer needs the address of an OpenID Connect issuer, such as https://login.example.org/realms/house; "${issuer}" is none.`;
  }
  if ((issuer === undefined) !== (given.get('--client') === undefined)) {
    return '--issuer and --client belong together: the issuer, and the name it knows Isocenter by.';
  }
  if (issuer === undefined) {
    const alone = ['--resource', '--roles-claim', '--scope', '--house'].find((name) => given.has(name));
    if (alone !== undefined) return `${alone} says something about --issuer, which is not there.`;
  }
  const scope = given.get('--scope');
  if (scope !== undefined && !scope.split(/\s+/).includes('openid')) {
    return '--scope needs openid among its words: without it the issuer does not say who signed in.';
  }
  return undefined;
}

interface DemoOptions {
  readonly demoTokenSeconds: number;
  readonly demoFriends: readonly string[];
}

function readDemo(given: ReadonlyMap<string, string>): DemoOptions | string {
  const demoTokenSeconds = Number(given.get('--demo-token-seconds') ?? '300');
  if (!Number.isInteger(demoTokenSeconds) || demoTokenSeconds < 1 || demoTokenSeconds > 86_400) {
    return '--demo-token-seconds is a number from 1 to 86400.';
  }
  const demoFriends = (given.get('--demo-friend') ?? '').split(' ').filter((one) => one !== '');
  if (demoFriends.some((one) => !isWebAddress(one) || new URL(one).origin !== one)) {
    return '--demo-friend is the origin of another page, such as http://localhost:8081.';
  }
  return { demoTokenSeconds, demoFriends };
}

/** How long nobody touches the page before it locks itself; undefined where it is not said. */
function readIdle(text: string | undefined): number | undefined | string {
  const minutes = text === undefined ? undefined : Number(text);
  if (minutes !== undefined && !(Number.isInteger(minutes) && minutes >= 0 && minutes <= 1440))
    return '--idle-minutes is a number from 0 to 1440.';
  return minutes;
}

function readSignIn(given: ReadonlyMap<string, string>): SignInOptions | string {
  const noIssuer = whyNoIssuer(given);
  if (noIssuer !== undefined) return noIssuer;
  const demo = readDemo(given);
  if (typeof demo === 'string') return demo;
  const idleMinutes = readIdle(given.get('--idle-minutes'));
  if (typeof idleMinutes === 'string') return idleMinutes;
  const issuer = given.get('--issuer');
  const auditUrl = given.get('--audit-url');
  const mode = given.has('--demo-login') ? 'demo' : issuer === undefined ? 'open' : 'issuer';
  if (auditUrl !== undefined && !isWebAddress(auditUrl)) {
    return `--audit-url needs an address such as https://fhir.example.org/AuditEvent; "${auditUrl}" is none.`;
  }
  if (given.has('--fhircast') && mode === 'open') {
    return '--fhircast needs --issuer or --demo-login: without sign-in nobody is known whose desk it would be.';
  }
  if (auditUrl !== undefined && mode === 'open') {
    return '--audit-url needs --issuer or --demo-login: without sign-in nobody is known whose doings could be recorded.';
  }
  return {
    mode,
    ...demo,
    issuer: issuer ?? '',
    client: given.get('--client') ?? '',
    resource: given.get('--resource'),
    rolesClaim: given.get('--roles-claim') ?? 'roles',
    needsRoles: given.has('--roles-claim'),
    scope: given.get('--scope') ?? 'openid profile offline_access',
    house: given.get('--house'),
    idleMinutes,
    state: given.get('--state') ?? './.isocenter',
    auditUrl: auditUrl === undefined ? undefined : new URL(auditUrl),
    auditRequired: given.has('--audit-required'),
    hashesAddresses: given.has('--hash-addresses'),
    hasHub: given.has('--fhircast'),
    isBehindProxy: given.has('--behind-proxy'),
  };
}

/** The names that --allow-host gives; or the one that is none. */
function readAllowedHosts(text: string | undefined): readonly AllowedHost[] | string {
  const hosts: AllowedHost[] = [];
  for (const word of (text ?? '').split(/[\s,]+/).filter((one) => one !== '')) {
    const host = readAllowedHost(word);
    if (host === undefined)
      return `--allow-host needs a name such as pacs.example.org, or https://pacs.example.org where a proxy speaks https; "${word}" is none.`;
    hosts.push(host);
  }
  return hosts;
}

/** The origins that --embed-origin gives; or the one that is none. */
function readEmbedOrigins(text: string | undefined): readonly string[] | string {
  const origins = [...new Set((text ?? '').split(/[\s,]+/).filter((one) => one !== ''))];
  const stray = origins.find((one) => !isEmbedOrigin(one));
  if (stray !== undefined)
    return `--embed-origin needs an origin exactly as browsers write it, such as https://ehr.example.org: https, no path, no slash at the end, no *; "${stray}" is none.`;
  return origins.length > MOST_EMBED_ORIGINS
    ? `--embed-origin may be given ${MOST_EMBED_ORIGINS} times, not ${origins.length}.`
    : origins;
}

/** The port that --port gives; or what is wrong with it. */
function readPort(text: string): number | string {
  const port = Number(text);
  const isPort = Number.isInteger(port) && port >= 0 && port <= 65535;
  return isPort ? port : `--port is a number from 0 to 65535; "${text}" is none.`;
}

/** Reads the command line; what it does not know is refused by name. */
export function readOptions(words: readonly string[]): StartCommand {
  const given = splitArguments(words);
  if (typeof given === 'string') return { run: 'refuse', sentence: given };
  if (given.has('--help') || given.has('-h')) return { run: 'help' };
  const data = {
    path: given.get('--data') ?? USUAL_DATA,
    isNamed: given.has('--data'),
    create: given.has('--create-data'),
  };
  const samples = given.get('--samples');
  if (samples === 'add' || samples === 'remove') return { run: 'samples', action: samples, data };
  if (samples !== undefined) return { run: 'refuse', sentence: '--samples is add or remove.' };
  const signIn = readSignIn(given);
  if (typeof signIn === 'string') return { run: 'refuse', sentence: signIn };
  const embedOrigins = readEmbedOrigins(given.get('--embed-origin'));
  if (typeof embedOrigins === 'string') return { run: 'refuse', sentence: embedOrigins };
  const archives = readArchives(given.get('--archive'), given.has('--data'));
  if (typeof archives === 'string') return { run: 'refuse', sentence: archives };
  const smart = readSmartLaunches(given, [archives.id, ...archives.others.map(({ id }) => id)]);
  if (typeof smart === 'string') return { run: 'refuse', sentence: smart };
  const form = given.get('--print-headers');
  if (form !== undefined) {
    const issuers = signIn.mode === 'issuer' ? [new URL(signIn.issuer).origin] : [];
    const origins = [...new Set([...issuers, ...ehrOrigins(smart)])];
    const kind = form === 'nginx' ? 'nginx' : 'static';
    return { run: 'print-headers', form: kind, origins, embedders: embedOrigins };
  }
  const port = readPort(given.get('--port') ?? '8080');
  if (typeof port === 'string') return { run: 'refuse', sentence: port };
  const workitems = readWorkitems(given.get('--workitems'), archives);
  if (typeof workitems === 'string') return { run: 'refuse', sentence: workitems };
  const name = given.get('--name')?.trim();
  if (name !== undefined && !/^\P{C}{1,60}$/u.test(name)) {
    return { run: 'refuse', sentence: '--name is what people read: 1 to 60 characters on one line.' };
  }
  const allowedHosts = readAllowedHosts(given.get('--allow-host'));
  if (typeof allowedHosts === 'string') return { run: 'refuse', sentence: allowedHosts };
  const options = {
    data,
    ...archives,
    ...(workitems.length > 0 ? { workitems } : {}),
    name,
    port,
    portIsGiven: given.has('--port'),
    host: given.get('--host') ?? '0.0.0.0',
    allowedHosts,
    embedOrigins,
    smart,
    inspect: given.has('--inspect'),
    samples: !given.has('--no-samples'),
    listsFiles: given.has('--list-files'),
    signIn,
  };
  return { run: 'serve', options };
}
