import type { Credentials } from '@/archive/contract/credentials';

/** A path of this origin where the companion keeps what people set up for themselves, and as whom one asks. */
export interface KeptPlace {
  readonly root: string;
  readonly credentials: Credentials;
}

/** Asks the companion, once more with a new token where that has run out; undefined: it does not answer. Never rejects. */
export async function askKept(
  { root, credentials }: KeptPlace,
  path: string,
  init: Omit<RequestInit, 'headers'>,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response | undefined> {
  const send = (token: string | undefined) =>
    fetch(`${root}${path}`, {
      ...init,
      headers: {
        ...headers,
        ...(init.body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
      },
      redirect: 'error',
      cache: 'no-store',
    });
  try {
    const token = credentials.token();
    const answer = await send(token);
    if (answer.status !== 401) return answer;
    const renewed = await credentials.renew(token);
    return renewed === undefined ? answer : await send(renewed);
  } catch {
    return undefined;
  }
}
