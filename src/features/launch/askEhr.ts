import { LaunchError } from './launched';

/** Far above any list of capabilities, resource or page of a search that is asked for here. */
const MOST_BYTES = 512 * 1024;
const ANSWER_MS = 10_000;

/**
 * Asks an EHR for JSON: without cookies, following no redirect, within bounds of time and size.
 * @throws LaunchError `unreachable` where no whole answer comes, `withheld` where the answer is not 2xx, `unfit` where it is no JSON or too much
 */
export async function askEhr(url: string, headers: Readonly<Record<string, string>>): Promise<unknown> {
  const stopper = new AbortController();
  const timer = setTimeout(() => stopper.abort(), ANSWER_MS);
  try {
    const answer = await fetch(url, {
      headers,
      cache: 'no-store',
      credentials: 'omit',
      redirect: 'error',
      referrerPolicy: 'no-referrer',
      signal: stopper.signal,
    });
    if (!answer.ok) throw new LaunchError('withheld', new Error(`HTTP ${answer.status}`));
    const text = await textOf(answer);
    try {
      return JSON.parse(text);
    } catch (cause) {
      throw new LaunchError('unfit', cause);
    }
  } catch (cause) {
    throw cause instanceof LaunchError ? cause : new LaunchError('unreachable', cause);
  } finally {
    clearTimeout(timer);
    stopper.abort();
  }
}

async function textOf(answer: Response): Promise<string> {
  const reader = answer.body?.getReader();
  const decoder = new TextDecoder();
  let text = '';
  for (let bytes = 0; reader;) {
    const { done, value } = await reader.read();
    if (done) break;
    bytes += value.byteLength;
    if (bytes > MOST_BYTES) throw new LaunchError('unfit', new Error(`more than ${MOST_BYTES} bytes`));
    text += decoder.decode(value, { stream: true });
  }
  return text + decoder.decode();
}
