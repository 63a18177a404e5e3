import { isEhrOrigin, isFhirBase, MOST_EHR_ORIGINS, MOST_EHRS, USUAL_SMART_SCOPE } from '@/protocol/smart';

/** An EHR that may open studies here (SMART App Launch); a row of `smart` in config.json. */
export interface SmartLaunch {
  /** Its FHIR server, exactly as its launches name it. */
  readonly iss: string;
  readonly clientId: string;
  readonly scope: string;
  /** The archive that its studies are in; absent: any. */
  readonly archive?: string;
  /** Origins of its endpoints beside that of `iss`. */
  readonly origins: readonly string[];
}

/** The EHRs that --smart-launch names; or what is wrong with one. */
export function readSmartLaunches(
  given: ReadonlyMap<string, string>,
  archives: readonly string[],
): readonly SmartLaunch[] | string {
  const words = (given.get('--smart-launch') ?? '').split(/\s+/).filter((one) => one !== '');
  const scope = given.get('--smart-scope') ?? USUAL_SMART_SCOPE;
  if (words.length === 0)
    return given.has('--smart-scope')
      ? '--smart-scope says something about --smart-launch, which is not there.'
      : [];
  if (!['launch', 'openid'].every((word) => scope.split(' ').includes(word)))
    return '--smart-scope needs launch and openid among its words: without them the EHR says neither what is open nor who opened it.';
  if (words.length > MOST_EHRS) return `--smart-launch may be given ${MOST_EHRS} times, not ${words.length}.`;
  const all: SmartLaunch[] = [];
  for (const word of words) {
    const one = readOne(word, scope, archives);
    if (typeof one === 'string') return one;
    if (all.some(({ iss }) => iss === one.iss)) return `Two --smart-launch name the same EHR, ${one.iss}.`;
    all.push(one);
  }
  return all;
}

function readOne(word: string, scope: string, archives: readonly string[]): SmartLaunch | string {
  const [iss = '', clientId = '', ...more] = word.split(',');
  if (!isFhirBase(iss))
    return `--smart-launch needs the address of an EHR's FHIR server, exactly as its launches name it, such as https://ehr.example.org/fhir: https, no query; "${iss.replace(/^([a-z]+:\/*)?.*@/is, '$1…@')}" is none.`;
  if (!/^[^\s,]{1,200}$/.test(clientId))
    return `--smart-launch ISS,CLIENT needs the name that ${iss} knows Isocenter by.`;
  const origins = more.filter((one) => one.includes('://'));
  const [archive, ...others] = more.filter((one) => !one.includes('://'));
  const stray = origins.find((one) => !isEhrOrigin(one));
  if (stray !== undefined || origins.length > MOST_EHR_ORIGINS)
    return `--smart-launch ISS,CLIENT,ORIGIN needs origins exactly as browsers write them, such as https://login.example.org, ${MOST_EHR_ORIGINS} at most; "${stray ?? ''}" is none.`;
  if (others.length > 0 || (archive !== undefined && !archives.includes(archive)))
    return `--smart-launch ISS,CLIENT,ARCHIVE needs the name of one archive of --archive; "${[archive, ...others].join(',')}" is none.`;
  return { iss, clientId, scope, ...(archive === undefined ? {} : { archive }), origins };
}

/** Origins that the page asks, of the EHRs and nobody else. */
export const ehrOrigins = (launches: readonly SmartLaunch[]): readonly string[] => [
  ...new Set(launches.flatMap(({ iss, origins }) => [new URL(iss).origin, ...origins])),
];
