import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { guestPrefix } from '../work/guestUids';
import { ShareTokens } from '../share/tokens';
import { call, DAY_MS } from './gateCalls';
import type { GateTokens } from './gateWire';
import { GATE } from './gateStudies';

/** What a guest of a share may name objects by, as far as the token says which share that is. */
export function guestUid(token: string, number: string): string {
  const [, payload = ''] = token.split('.');
  const read: unknown = payload === '' ? {} : JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
  const share: unknown = typeof read === 'object' && read !== null ? Reflect.get(read, 'sid') : '';
  return `${guestPrefix(String(share))}${number}`;
}

/** Makes shares as somebody who may, and opens them. `state` is the companion's folder: an old token needs its key. */
export async function gateTokens(origin: string, person: string, state: string): Promise<GateTokens> {
  const share = async (more: object): Promise<{ id: string; secret: string }> => {
    const body = {
      archive: 'main',
      studies: [GATE.study],
      rights: ['look'],
      until: Date.now() + DAY_MS,
      view: `/view/main/1.${GATE.study}`,
      ...more,
    };
    const made = await call(origin, 'POST', '/shares', { token: person, body });
    if (made.status !== 201) throw new Error(`not shared: ${made.status} ${JSON.stringify(made.json)}`);
    return made.json as { id: string; secret: string };
  };
  const open = async (body: object): Promise<string> => {
    const opened = await call(origin, 'POST', '/token', { body });
    if (opened.status !== 200) throw new Error(`not opened: ${opened.status} ${JSON.stringify(opened.json)}`);
    return String(opened.json['token']);
  };
  const series = [GATE.series];
  const whole = await share({});
  const revoked = await share({});
  const revokedToken = await open(revoked);
  await call(origin, 'DELETE', `/shares/${revoked.id}`, { token: person });
  const elsewhere = mkdtempSync(join(tmpdir(), 'key-'));
  try {
    const own = new ShareTokens(join(state, 'keys.json'), '/dicom-web');
    const other = new ShareTokens(join(elsewhere, 'keys.json'), '/dicom-web');
    const of = { id: whole.id, expiresAt: Date.now() + DAY_MS };
    return {
      whole: await open(whole),
      part: await open(await share({ series })),
      measure: await open(await share({ rights: ['look', 'measure'] })),
      measurePart: await open(await share({ series, rights: ['look', 'measure'] })),
      files: await open(await share({ series, rights: ['look', 'download'] })),
      expired: (await own.issue(of, 'session', Date.now() - 600_000)).token,
      revoked: revokedToken,
      foreign: (await other.issue(of, 'session', Date.now())).token,
      person,
    };
  } finally {
    rmSync(elsewhere, { recursive: true, force: true });
  }
}
