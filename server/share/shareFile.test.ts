import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { after, asKnown, endForNewcomers, endOf, mayOpen, type Share, triesLeft } from './share';
import { ShareFile } from './shareFile';
import { hashSecret, isPasscode, isSameHash, keepPasscode, newLink, newPasscode } from './secrets';
import { loadSigningKey } from '../access/signingKey';
import { DamagedSecret } from '../access/keepOnce';
import { REAL_DISK, type Disk } from '../state/disk';
import { ShareTokens, TOKEN_S } from './tokens';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'shares-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const NOW = 1_800_000_000_000;
const share = (id: string, more: Partial<Share> = {}): Share => ({
  id,
  secretHash: hashSecret('secret'),
  scope: { studies: ['1.2.3'], rights: ['look'] },
  creator: 'a',
  creatorName: 'Dr A',
  createdAt: NOW,
  expiresAt: NOW + 1000,
  ...more,
});
const path = () => join(folder, 'deep', 'shares.jsonl');

test('what one companion notes, another sees at its next question; nobody else may read the file', async () => {
  const [one, two] = [new ShareFile(path()), new ShareFile(path())];
  await one.append({ is: 'created', at: NOW, share: share('x') });
  expect(two.find('x')?.creatorName).toBe('Dr A');
  await two.append({ is: 'opened', at: NOW, id: 'x', device: 'tablet' });
  await one.append({ is: 'revoked', at: NOW + 5, id: 'x', by: 'a' });
  expect(two.find('x')).toMatchObject({ revokedAt: NOW + 5, openings: [{ at: NOW, device: 'tablet' }] });
  expect(endOf(two.find('x') ?? asKnown(share('x')), NOW + 6)).toBe('revoked');
  expect(two.of('a').map(({ id }) => id)).toEqual(['x']);
  expect(two.of('b')).toEqual([]);
  expect(statSync(path()).mode & 0o777).toBe(0o600);
  expect(readFileSync(path(), 'utf8')).not.toContain('"secret"');
});

test('a revocation that the disk does not take holds here, and is written with the next thing it takes', async () => {
  let isFull = false;
  const disk: Disk = {
    ...REAL_DISK,
    write: (file, bytes) => {
      if (isFull) throw Object.assign(new Error('full'), { code: 'ENOSPC' });
      return REAL_DISK.write(file, bytes);
    },
  };
  const file = new ShareFile(path(), disk);
  await file.append({ is: 'created', at: NOW, share: share('x') });
  const heard: (number | undefined)[] = [];
  file.watch(() => heard.push(file.known('x')?.revokedAt));
  isFull = true;
  const revoke = () => file.append({ is: 'revoked', at: NOW + 5, id: 'x', by: 'a' });
  await expect(revoke()).rejects.toMatchObject({ status: 507 });
  // Guests inside are told; who revoked it may try again; the next start would not know it.
  expect(heard).toEqual([NOW + 5]);
  expect(file.isRevokedForGood(file.find('x') ?? asKnown(share('x')))).toBe(false);
  expect(new ShareFile(path()).find('x')?.revokedAt).toBeUndefined();
  await expect(revoke()).rejects.toMatchObject({ status: 507 });
  isFull = false;
  await file.append({ is: 'created', at: NOW, share: share('y') });
  expect(file.isRevokedForGood(file.find('x') ?? asKnown(share('x')))).toBe(true);
  expect(new ShareFile(path()).find('x')?.revokedAt).toBe(NOW + 5);
});

test('half a line that a killed companion left is no event, and swallows no other', async () => {
  const first = new ShareFile(path());
  await first.append({ is: 'created', at: NOW, share: share('x') });
  appendFileSync(path(), '{"is":"revoked","at":1,"id":"x"');
  const again = new ShareFile(path());
  expect(again.find('x')?.revokedAt).toBeUndefined();
  await again.append({ is: 'tried', at: NOW, id: 'x' });
  for (const file of [new ShareFile(path()), first])
    expect(triesLeft(file.find('x') ?? asKnown(share('x')))).toBe(4);
});

test('the reason of an access is read under the name that older versions gave it too', async () => {
  const file = new ShareFile(path());
  await file.append({ is: 'created', at: NOW, share: share('x') });
  appendFileSync(
    path(),
    `${JSON.stringify({ is: 'accessed', at: NOW, id: 'x', what: 'refuse', because: 'series' })}\n`,
  );
  await file.append({ is: 'accessed', at: NOW, id: 'x', what: 'refuse', reason: 'study' });
  const reasons = new ShareFile(path()).find('x')?.accesses.map(({ reason }) => reason);
  expect(reasons).toEqual(['series', 'study']);
});

test('a share is not taken over by writing it again', async () => {
  const file = new ShareFile(path());
  await file.append({ is: 'created', at: NOW, share: share('x') });
  await file.append({ is: 'created', at: NOW, share: share('x', { creator: 'b', expiresAt: NOW * 2 }) });
  expect(file.find('x')).toMatchObject({ creator: 'a', expiresAt: NOW + 1000 });
});

test('a share ends when its time is over, or it was opened often enough', () => {
  const known = asKnown(share('x', { mostUses: 1 }));
  expect(endOf(known, NOW + 999)).toBeUndefined();
  expect(endOf(known, NOW + 1000)).toBe('expired');
  expect(mayOpen(known)).toBe(true);
  const opened = after(known, { is: 'opened', at: NOW, id: 'x', device: 'phone', session: 's' });
  expect([mayOpen(opened), endOf(opened, NOW), endForNewcomers(opened, NOW)]).toEqual([
    false,
    undefined,
    'used',
  ]);
});

test('the order of the lines decides whose use was the last one, and which try was the fifth', async () => {
  const path = join(folder, 's.jsonl');
  const [one, two] = [new ShareFile(path), new ShareFile(path)];
  await one.append({ is: 'created', at: NOW, share: share('x', { mostUses: 1 }) });
  await one.append({ is: 'opened', at: NOW, id: 'x', device: 'phone', session: 'first' });
  await two.append({ is: 'opened', at: NOW, id: 'x', device: 'phone', session: 'second' });
  expect(two.find('x')?.openings.map(({ session }) => session)).toEqual(['first']);

  await one.append({ is: 'created', at: NOW, share: share('y') });
  const tries = ['1', '2', '3', '4', '5', '6'];
  for (const attempt of tries) await two.append({ is: 'tried', at: NOW, id: 'y', attempt });
  const begun = one.find('y') ?? asKnown(share('y'));
  // Nothing is known of the five yet: newcomers wait, those inside go on, and the sixth counts for nothing.
  expect([triesLeft(begun), endOf(begun, NOW), endForNewcomers(begun, NOW)]).toEqual([
    0,
    undefined,
    'locked',
  ]);
  const open = (attempt: string) => ({ is: 'opened', at: NOW, id: 'y', device: 'phone', attempt }) as const;
  expect(after(begun, open('6')).openings).toHaveLength(0);
  expect(after(begun, open('5'))).toMatchObject({ openings: [{ device: 'phone' }], attempts: [] });
  for (const attempt of tries) await two.append({ is: 'wrong', at: NOW, id: 'y', attempt });
  const locked = one.find('y') ?? begun;
  // Known to be wrong, they lock the door and put out nobody.
  expect([endOf(locked, NOW), endForNewcomers(locked, NOW)]).toEqual([undefined, 'locked']);
});

test('files of another version: what is not known is left out, and gives no right', () => {
  const path = join(folder, 's.jsonl');
  const old = { ...share('x'), scope: { studies: ['1.2.3'], rights: ['look', 'fly'] }, colour: 'red' };
  const lines = [
    { is: 'created', at: NOW, share: old },
    { is: 'tried', at: NOW, id: 'x' },
    { is: 'painted', at: NOW, id: 'x' },
    { is: 'opened', at: NOW, id: 'x', device: 'desktop' },
  ];
  appendFileSync(path, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  const known = new ShareFile(path).find('x');
  expect(known?.scope.rights).toEqual(['look']);
  expect(known?.openings).toHaveLength(1);
  for (const at of [1, 2, 3, 4, 5]) appendFileSync(path, `${JSON.stringify({ is: 'tried', at, id: 'x' })}\n`);
  expect(endForNewcomers(new ShareFile(path).find('x') ?? asKnown(share('x')), NOW)).toBe('locked');
});

test('secrets are long, passcodes six digits, and neither is kept', async () => {
  const { id, secret } = newLink();
  expect([Buffer.from(id, 'base64url').length, Buffer.from(secret, 'base64url').length]).toEqual([12, 32]);
  expect(newPasscode()).toMatch(/^\d{6}$/);
  // SHA-256 of "abc": FIPS 180-2, B.1.
  expect(Buffer.from(hashSecret('abc'), 'base64url').toString('hex')).toBe(
    'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  );
  expect(isSameHash(hashSecret('abc'), hashSecret('abc'))).toBe(true);
  expect(isSameHash(hashSecret('abc'), hashSecret('abd'))).toBe(false);
  expect(isSameHash(hashSecret('abc'), '')).toBe(false);
  const kept = await keepPasscode('123456');
  expect(await isPasscode('123456', kept)).toBe(true);
  expect(await isPasscode('123457', kept)).toBe(false);
});

const part = (token: string, at: number) => token.split('.')[at] ?? '';
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

test('tokens: of either companion, for one archive, five minutes, never longer than the share', async () => {
  const keys = join(folder, 'keys', 'key.json');
  const [one, two] = [new ShareTokens(keys, '/dicom-web'), new ShareTokens(keys, '/dicom-web')];
  const x = { id: 'x', expiresAt: NOW + 3_600_000 };
  const { token, expiresInS } = await one.issue(x, 'session', NOW);
  expect(expiresInS).toBe(TOKEN_S);
  expect(await two.read(token, NOW + 1000)).toEqual({ ok: true, share: 'x', session: 'session' });
  const late = NOW + (TOKEN_S + 1) * 1000;
  expect(await two.read(token, late)).toEqual({ ok: false, reason: 'expired', share: 'x' });
  expect((await one.issue({ id: 'x', expiresAt: NOW + 20_000 }, 's', NOW)).expiresInS).toBe(20);
  const no = { ok: false, reason: 'token' };
  expect(await new ShareTokens(keys, '/other').read(token, NOW)).toEqual(no);
  expect(await new ShareTokens(join(folder, 'k2'), '/dicom-web').read(token, NOW)).toEqual(no);
  // An old token of another key was never real.
  expect(await new ShareTokens(join(folder, 'k2'), '/dicom-web').read(token, late)).toEqual(no);
});

test.each(['', '{"kty":', '{"kty":"OKP","crv":"Ed25519","x":"AA"}', '[]'])(
  'a key that is damaged is said with what to do: %s',
  async (text) => {
    const keys = join(folder, 'key.json');
    writeFileSync(keys, text);
    const error = await loadSigningKey(keys).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(DamagedSecret);
    expect(String(error)).toContain(`${keys} is damaged. Put it back`);
  },
);

test('false tokens are nothing', async () => {
  const tokens = new ShareTokens(join(folder, 'key.json'), '/dicom-web');
  const { token } = await tokens.issue({ id: 'x', expiresAt: NOW + 3_600_000 }, 's', NOW);
  const claims = JSON.parse(Buffer.from(part(token, 1), 'base64url').toString()) as object;
  const other = encode({ ...claims, sid: 'y' });
  for (const forged of [
    '',
    'x',
    `${encode({ alg: 'none', typ: 'share+jwt' })}.${part(token, 1)}.`,
    `${part(token, 0)}.${other}.${part(token, 2)}`,
    `${part(token, 0)}.${part(token, 1)}.`,
    `${encode({ alg: 'HS256', typ: 'share+jwt' })}.${part(token, 1)}.${part(token, 2)}`,
    token.slice(0, -2),
  ])
    expect(await tokens.read(forged, NOW), forged).toMatchObject({ ok: false, reason: 'token' });
});
