import type { Credentials } from '@/archive/contract/credentials';
import type { Grant, Renewal } from '@/archive/http/tokenKeeper';
import { endedHandoff, handoffCode, openedHandoff, type HandoffEnd } from '@/protocol/handoff';
import type { Right } from '@/protocol/rights';

/** Where the companion passes views on, and as whom one does. */
export interface HandoffPlace {
  /** A path of this origin. */
  readonly root: string;
  readonly credentials: Credentials;
}

/** What a code opens, once and for a minute. */
export interface Code {
  readonly id: string;
  readonly secret: string;
}

/** Why there is no code. */
export type OfferTrouble = 'away' | 'refused' | 'signIn';
/** Why a code opens nothing. */
export type Closed = HandoffEnd | 'away';

/** A view that came from another device, with who sent it. */
export interface Received extends Grant {
  readonly session: string;
  readonly name: string;
  readonly subject: string;
  readonly may: ReadonlySet<Right>;
  /** The path of a link. */
  readonly view: string;
  readonly archive: string;
}

/** '#h=ID.SECRET' */
export const handoffUrl = ({ id, secret }: Code): string =>
  `${location.origin}${location.pathname}#h=${id}.${secret}`;

const post = (url: string, body: object, token?: string): Promise<Response> =>
  fetch(url, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(body),
    redirect: 'error',
    cache: 'no-store',
  });

/** Asks for a code; never rejects. */
export async function offer(
  { root, credentials }: HandoffPlace,
  archive: string,
  view: string,
): Promise<Code | OfferTrouble> {
  try {
    let token = credentials.token();
    let answer = await post(root, { archive, view }, token);
    if (answer.status === 401) {
      token = await credentials.renew(token);
      if (token === undefined) return 'signIn';
      answer = await post(root, { archive, view }, token);
    }
    if (answer.status === 401) return 'signIn';
    if (answer.status === 403) return 'refused';
    const read = handoffCode.safeParse(await answer.json());
    return answer.ok && read.success ? read.data : 'away';
  } catch {
    return 'away';
  }
}

async function ask(root: string, body: object): Promise<Received | Closed> {
  try {
    const answer = await post(`${root}/open`, body);
    const json: unknown = await answer.json();
    const over = endedHandoff.safeParse(json);
    if (!answer.ok) return over.success ? over.data.reason : answer.status >= 500 ? 'away' : 'unknown';
    const read = openedHandoff.safeParse(json);
    return read.success ? { ...read.data, may: new Set(read.data.may) } : 'away';
  } catch {
    return 'away';
  }
}

/** Uses a code up; never rejects. */
export const open = (root: string, { id, secret }: Code): Promise<Received | Closed> =>
  ask(root, { id, secret });

/** The next token of what was opened; never rejects. */
export async function renew(
  root: string,
  id: string,
  session: string,
): Promise<Received | Exclude<Renewal, Grant>> {
  const answer = await ask(root, { id, session });
  if (answer === 'away') return 'away';
  return typeof answer === 'string' ? 'ended' : answer;
}
