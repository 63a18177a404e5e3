import type { IncomingMessage } from 'node:http';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';

/** How long an archive has for its first word when it is looked at. */
const WITHIN_MS = 5_000;
/** How often one that did not answer is looked at again. */
const AGAIN_MS = 15_000;
/** Enough to tell a list of studies from a page. */
const LOOKED_AT_BYTES = 4_096;

const CAUSES: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there: is it running, and is the port right?',
  ENOTFOUND: 'there is no host of that name: is it spelt right?',
  EAI_AGAIN: 'the name of the host cannot be looked up: is there a network?',
  ECONNRESET: 'it closed the connection: is it http that speaks there, or https?',
  EHOSTUNREACH: 'there is no way to that host.',
  ENETUNREACH: 'there is no way to that network.',
  EPROTO: 'it does not speak https: is it http://?',
  ERR_SSL_WRONG_VERSION_NUMBER: 'it does not speak https: is it http://?',
  ETIMEDOUT: `it did not answer within ${WITHIN_MS / 1000} seconds.`,
  HPE_INVALID_CONSTANT: 'what answers does not speak http: is it https://, or another port?',
};

const STATUS: Readonly<Record<number, string>> = {
  401: 'it wants a user and a password: write them into the address, http://user:password@host/...',
  403: 'it forbids this server to search.',
  404: 'it knows no studies there: name the DICOMweb root, the address below which /studies lies.',
};

const NO_DICOMWEB =
  'a page came in place of a list of studies: name the DICOMweb root, the address below which /studies lies.';

function causeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (/CERT|SELF_SIGNED|ALTNAME|UNABLE_TO/.test(code))
    return `its certificate is not accepted (${code}): give Node its authority by NODE_EXTRA_CA_CERTS.`;
  return CAUSES[code] ?? `it cannot be reached (${code === '' ? 'no answer' : code}).`;
}

/** The first bytes of an answer, within bounds. */
async function beginningOf(answer: IncomingMessage): Promise<string> {
  let text = '';
  for await (const piece of answer) {
    text += String(piece);
    if (text.length >= LOOKED_AT_BYTES) break;
  }
  return text;
}

async function readAnswer(answer: IncomingMessage): Promise<string | undefined> {
  const { statusCode: status = 0, headers } = answer;
  if (status === 204) return undefined;
  if (status >= 300 && status < 400)
    return `it sends on to ${(headers.location ?? 'elsewhere').replaceAll(/[^\x20-\x7e]/g, '').slice(0, 200)}: name that address.`;
  if (status !== 200) return STATUS[status] ?? `it answered ${status}.`;
  const isJson = /json/i.test(headers['content-type'] ?? '');
  return isJson && /^\s*\[/.test(await beginningOf(answer)) ? undefined : NO_DICOMWEB;
}

/**
 * Asks an archive for one study. Undefined when it answers as DICOMweb does (PS3.18 10.6), else why not, for the
 * administrator: nothing of it holds the password of the address.
 */
export function askArchive(archive: URL, withinMs = WITHIN_MS): Promise<string | undefined> {
  const { protocol, hostname, port, username, password } = archive;
  const secret = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return new Promise((resolve) => {
    const asked = (protocol === 'https:' ? httpsRequest : httpRequest)({
      protocol,
      hostname: hostname.replace(/^\[|\]$/g, ''),
      port,
      path: `${archive.pathname.replace(/\/+$/, '')}/studies?limit=1`,
      headers: {
        accept: 'application/dicom+json',
        ...(username === '' ? {} : { authorization: `Basic ${Buffer.from(secret).toString('base64')}` }),
      },
    });
    const settle = (reason: string | undefined): void => {
      clearTimeout(late);
      resolve(reason);
      asked.destroy();
    };
    const late = setTimeout(() => settle(CAUSES['ETIMEDOUT']), withinMs);
    asked.on('error', (error) => settle(causeOf(error)));
    asked.on('response', (answer) => {
      readAnswer(answer).then(settle, (error: unknown) => settle(causeOf(error)));
    });
    asked.end();
  });
}

/**
 * Says at the start what is wrong with an archive, and later that it answers. The start does not wait for it. The result
 * ends it.
 */
export function tellArchive(
  archive: URL,
  say: (line: string) => void,
  times = { withinMs: WITHIN_MS, againMs: AGAIN_MS },
): () => void {
  const name = `${archive.origin}${archive.pathname}`;
  let timer: NodeJS.Timeout | undefined;
  let isOver = false;
  let before: string | undefined;
  const look = async (): Promise<void> => {
    const reason = await askArchive(archive, times.withinMs);
    if (isOver) return;
    if (reason === undefined) {
      if (before !== undefined) say(`The archive ${name} answers now.`);
      return;
    }
    if (reason !== before) say(`The archive ${name} does not answer as it should: ${reason}`);
    if (before === undefined) say('  The page says so too until it does; it is tried again.');
    before = reason;
    timer = setTimeout(() => void look(), times.againMs);
    timer.unref();
  };
  void look();
  return () => {
    isOver = true;
    clearTimeout(timer);
  };
}
