import { ErrorResponse, OidcClient, WebStorageStateStore } from 'oidc-client-ts';
import { spoken } from '@/i18n/language';
import { askEhr } from './askEhr';
import { judgeLaunch, readLauncher, readSmartConfiguration, type SmartEndpoints } from './judgeLaunch';
import { readLaunchContext } from './launchContext';
import { LaunchError, type Ehr, type LaunchedContext } from './launched';
import { fhirOf, readStudies } from './readStudies';

const ANSWER_S = 10;

/** What proves a launch under way (state, nonce, PKCE) lies there until its answer comes, and no longer. */
const stateStore = () => new WebStorageStateStore({ prefix: 'oidc.smart.', store: sessionStorage });

const clientOf = (ehr: Ehr, page: string, endpoints?: SmartEndpoints): OidcClient =>
  new OidcClient({
    authority: ehr.iss,
    client_id: ehr.clientId,
    redirect_uri: page,
    scope: ehr.scope,
    ...(endpoints && {
      metadata: {
        issuer: endpoints.issuer,
        authorization_endpoint: endpoints.authorization,
        token_endpoint: endpoints.token,
      },
    }),
    filterProtocolClaims: false,
    fetchRequestCredentials: 'omit',
    requestTimeoutInSeconds: ANSWER_S,
    stateStore: stateStore(),
  });

/** Asks an EHR for its endpoints; each time anew, since nothing of them is kept. */
async function discover(ehr: Ehr): Promise<SmartEndpoints> {
  const at = `${ehr.iss.replace(/\/$/, '')}/.well-known/smart-configuration`;
  const json = await askEhr(at, { Accept: 'application/json' }).catch((error: unknown) => {
    throw error instanceof LaunchError && error.why === 'withheld'
      ? new LaunchError('unreachable', error)
      : error;
  });
  return readSmartConfiguration(json, ehr);
}

/** A page that an EHR has opened: where it goes so that the EHR says what is open, or what it came back with. */
export type LaunchStep =
  | { readonly is: 'way'; readonly url: string }
  | { readonly is: 'context'; readonly context: LaunchedContext };

interface LaunchParts {
  /** The query that the page was opened with. */
  readonly search: string;
  readonly ehrs: readonly Ehr[];
  /** Where the page itself is, without query and fragment: the EHR knows it as the redirect address. */
  readonly page: string;
  /** Told as soon as the EHR is known. */
  readonly heard: (ehr: Ehr) => void;
}

/** One step of a launch. Tokens live in it and end with it. @throws LaunchError */
export async function takeStep({ search, ehrs, page, heard }: LaunchParts): Promise<LaunchStep> {
  const asked = judgeLaunch(search, ehrs);
  if (asked.is === 'answer') return { is: 'context', context: await readAnswer(search, ehrs, page, heard) };
  const { ehr, launch } = asked;
  heard(ehr);
  const endpoints = await discover(ehr);
  const { url } = await clientOf(ehr, page, endpoints).createSigninRequest({
    nonce: crypto.randomUUID(),
    ui_locales: spoken().id,
    // 2.0.9: the handle of the EHR, and the server that the token is for.
    extraQueryParams: { launch, aud: ehr.iss },
  });
  return { is: 'way', url };
}

async function readAnswer(
  search: string,
  ehrs: readonly Ehr[],
  page: string,
  heard: LaunchParts['heard'],
): Promise<LaunchedContext> {
  const url = page + search;
  const ehr = await askedEhr(url, ehrs, page);
  heard(ehr);
  const asked = new URLSearchParams(search);
  try {
    const endpoints = await discover(ehr);
    const said = asked.get('iss');
    // RFC 9207 2.4: an answer of another issuer than was asked is thrown away, with its code.
    if (said === null ? endpoints.saysIssuer : said !== endpoints.issuer)
      throw new LaunchError('refused', new Error('the answer is of another issuer'));
    return await exchange(url, ehr, page, endpoints);
  } finally {
    // Whatever came of it: an answer is read once.
    await stateStore().remove(asked.get('state') ?? '');
  }
}

/** Exchanges the code, and reads what the EHR has open with the token that it is worth. */
async function exchange(
  url: string,
  ehr: Ehr,
  page: string,
  endpoints: SmartEndpoints,
): Promise<LaunchedContext> {
  const response = await clientOf(ehr, page, endpoints)
    .processSigninResponse(url)
    .catch((error: unknown) => {
      throw new LaunchError(refusalOf(error), error);
    });
  if (!/^bearer$/i.test(response.token_type) || response.access_token === '')
    throw new LaunchError('refused', new Error('no bearer token'));
  const person = readLauncher({ ...response.profile }, endpoints, ehr.clientId, Date.now());
  const context = readLaunchContext({ ...response }, ehr.iss);
  const subject = await readStudies(fhirOf(ehr.iss, response.access_token), context, ehr.iss);
  return { iss: ehr.iss, ehr: ehr.name, archive: ehr.archive, subject, person };
}

/** Which EHR this tab has asked for the answer that came. */
async function askedEhr(url: string, ehrs: readonly Ehr[], page: string): Promise<Ehr> {
  const [any] = ehrs;
  if (!any) throw new LaunchError('unknown');
  const { state } = await clientOf(any, page)
    .readSigninResponseState(url)
    .catch((error: unknown) => {
      throw new LaunchError('stray', error);
    });
  const ehr = ehrs.find(({ iss, clientId }) => iss === state.authority && clientId === state.client_id);
  if (!ehr) throw new LaunchError('stray');
  return ehr;
}

/** RFC 6749 4.1.2.1 and 5.2: said by the EHR, or nothing said at all. */
function refusalOf(error: unknown): 'denied' | 'refused' | 'unreachable' {
  if (error instanceof ErrorResponse) {
    if (error.error === 'access_denied') return 'denied';
    return ['temporarily_unavailable', 'server_error'].includes(error.error ?? '')
      ? 'unreachable'
      : 'refused';
  }
  return error instanceof TypeError || (error instanceof Error && error.name.includes('Timeout'))
    ? 'unreachable'
    : 'refused';
}
