import { createDecipheriv } from 'node:crypto';
import { expect, test } from 'vitest';
import { newRoom, readRoom, roomCode, roomPath, withRoom } from './roomLink';
import { createSealing } from './sealing';

const bytes = (text: string) => new TextEncoder().encode(text) as Uint8Array<ArrayBuffer>;
const text = (content: Uint8Array | undefined) => content && new TextDecoder().decode(content);
const first = { from: 'a', say: 'live', n: 1 } as const;

test('what is sealed is opened by whoever has the key, once', async () => {
  const address = newRoom();
  const [sender, receiver] = await Promise.all([createSealing(address), createSealing(address)]);
  const sealed = await sender.seal(first, bytes('the view'));
  expect(sealed).not.toContain('view');
  expect(text(await receiver.open(first, sealed))).toBe('the view');
  expect(await receiver.open(first, sealed)).toBeUndefined();
});

test('it is AES-256-GCM as OpenSSL knows it, with the envelope as additional data', async () => {
  const address = newRoom();
  const sealing = await createSealing(address);
  const whole = Buffer.from(await sealing.seal(first, bytes('the view')), 'base64url');
  const decipher = createDecipheriv(
    'aes-256-gcm',
    Buffer.from(address.key, 'base64url'),
    whole.subarray(0, 12),
  );
  decipher.setAAD(Buffer.from(`["isocenter room",1,"${address.room}","a","live",1]`));
  decipher.setAuthTag(whole.subarray(-16));
  const plain = Buffer.concat([decipher.update(whole.subarray(12, -16)), decipher.final()]);
  expect(plain.toString()).toBe('the view');
});

test('no nonce comes twice', async () => {
  const sealing = await createSealing(newRoom());
  const all = await Promise.all(
    Array.from({ length: 500 }, (_, n) => sealing.seal({ ...first, n }, bytes(''))),
  );
  expect(new Set(all.map((one) => one.slice(0, 16))).size).toBe(500);
});

test('another key, room, sender, channel, number or a changed byte opens nothing', async () => {
  const address = newRoom();
  const sealing = await createSealing(address);
  const sealed = await sealing.seal(first, bytes('x'));
  const elsewhere = await createSealing({ ...address, room: newRoom().room });
  const stranger = await createSealing({ ...address, key: newRoom().key });
  const changed = `${sealed.slice(0, -2)}${sealed.at(-2) === 'A' ? 'B' : 'A'}${sealed.at(-1)}`;
  const tries = [
    stranger.open(first, sealed),
    elsewhere.open(first, sealed),
    sealing.open({ ...first, from: 'b' }, sealed),
    sealing.open({ ...first, say: 'marks' }, sealed),
    sealing.open({ ...first, n: 2 }, sealed),
    sealing.open(first, changed),
    sealing.open(first, ''),
    sealing.open(first, '%'),
    sealing.open(first, sealed.slice(0, 10)),
  ];
  expect(await Promise.all(tries)).toEqual(tries.map(() => undefined));
  expect(text(await sealing.open(first, sealed))).toBe('x');
});

test('what is older than what was opened stays closed; forged numbers silence nobody', async () => {
  const address = newRoom();
  const sealing = await createSealing(address);
  const sealed = await Promise.all([1, 2, 3].map((n) => sealing.seal({ ...first, n }, bytes(String(n)))));
  expect(await sealing.open({ ...first, n: 999 }, sealed[0] ?? '')).toBeUndefined();
  expect(text(await sealing.open({ ...first, n: 2 }, sealed[1] ?? ''))).toBe('2');
  expect(await sealing.open({ ...first, n: 1 }, sealed[0] ?? '')).toBeUndefined();
  expect(text(await sealing.open({ ...first, n: 3 }, sealed[2] ?? ''))).toBe('3');
});

test('links of rooms are read back, and nothing else is', () => {
  const address = newRoom();
  expect(readRoom(roomCode(address))).toEqual(address);
  expect(roomPath(address)).toBe(`#/together/${address.room}.${address.key}`);
  expect(withRoom('https://a.example/#s=i.s', address)).toBe(
    `https://a.example/#s=i.s&r=${roomCode(address)}`,
  );
  for (const bad of ['', '.', address.room, `${roomCode(address)}x`, `x${roomCode(address)}`, 'a.b'])
    expect(readRoom(bad)).toBeUndefined();
});
