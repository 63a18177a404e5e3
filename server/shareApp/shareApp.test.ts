import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { OPENINGS } from '../share/redeem';
import { testGate, type TestGate } from '../testing/gate';
import { call, DAY_MS } from '../testing/gateCalls';
import { GATE } from '../testing/gateStudies';

let at: TestGate;
beforeEach(async () => {
  at = await testGate();
});
afterEach(() => at.close());

const asked = (more: object = {}) => ({
  archive: 'main',
  studies: [GATE.study],
  rights: ['look'],
  until: Date.now() + DAY_MS,
  view: `/view/main/1.${GATE.study}`,
  about: { modalities: ['CT'], series: 2, images: 3 },
  ...more,
});
const create = async (more: object = {}, token = 'person-a') =>
  (await call(at.origin, 'POST', '/shares', { token, body: asked(more) })).json as {
    id: string;
    secret: string;
    passcode?: string;
  };
const open = (body: object) => call(at.origin, 'POST', '/token', { body: { device: 'tablet', ...body } });
const link = ({ id, secret }: { id: string; secret: string }) => ({ id, secret });
const dicom = (path: string, token: unknown) =>
  fetch(`${at.origin}/dicom-web${path}`, {
    headers: { Authorization: `Bearer ${String(token)}`, Accept: 'application/dicom+json' },
  });

test('a link is made, looked at without being used up, opened, renewed, listed, ended', async () => {
  const made = await call(at.origin, 'POST', '/shares', {
    token: 'person-a',
    body: asked({ to: 'Dr Guest', note: 'Left hip?', mostUses: 1 }),
  });
  expect(made.status).toBe(201);
  const { id, secret } = made.json as { id: string; secret: string };
  expect([Buffer.from(id, 'base64url').length, Buffer.from(secret, 'base64url').length]).toEqual([12, 32]);
  for (let look = 0; look < 3; look += 1) {
    const looked = await call(at.origin, 'POST', '/look', { body: { id, secret } });
    expect([looked.status, looked.json]).toEqual([
      200,
      expect.objectContaining({ by: 'Dr a', rights: ['look'], hasPasscode: false, triesLeft: 5 }),
    ]);
    expect(JSON.stringify(looked.json)).not.toContain(GATE.study);
  }
  const first = await open({ id, secret });
  expect(first.json).toMatchObject({
    expiresInS: 300,
    share: { archive: 'main', studies: [GATE.study], by: 'Dr a', to: 'Dr Guest', note: 'Left hip?' },
  });
  const { token, session } = first.json;
  expect((await dicom(`/studies/${GATE.study}/series`, token)).status).toBe(200);
  // The one use is gone; who has it open renews it.
  expect([(await open({ id, secret })).status, (await open({ id, secret })).json]).toEqual([
    410,
    expect.objectContaining({ reason: 'used', by: 'Dr a' }),
  ]);
  const renewed = await open({ id, secret, session });
  expect([renewed.status, renewed.json['session']]).toEqual([200, session]);
  const listed = await call(at.origin, 'GET', '/shares', { token: 'person-a' });
  expect(listed.json['shares']).toEqual([
    expect.objectContaining({ id, ended: 'used', openings: [{ at: expect.any(Number), device: 'tablet' }] }),
  ]);
  expect(JSON.stringify(listed.json)).not.toContain(secret);
  expect((await call(at.origin, 'DELETE', `/shares/${id}`, { token: 'person-a' })).status).toBe(204);
  expect((await dicom(`/studies/${GATE.study}/series`, token)).status).toBe(401);
  expect((await open({ id, secret, session })).json).toMatchObject({ reason: 'revoked' });
  expect(at.notes.map(({ action }) => action)).toEqual(
    expect.arrayContaining(['share', 'redeem', 'revoke', 'refuse']),
  );
  const accesses = await call(at.origin, 'GET', `/shares/${id}/accesses`, { token: 'person-a' });
  expect((accesses.json['accesses'] as { what: string }[]).map(({ what }) => what)).toEqual(
    expect.arrayContaining(['redeem', 'search', 'revoke', 'refuse']),
  );
});

test('shares belong to who made them', async () => {
  const { id } = await create();
  for (const method of ['GET', 'DELETE'] as const) {
    const path = method === 'GET' ? `/shares/${id}/accesses` : `/shares/${id}`;
    expect((await call(at.origin, method, path, { token: 'person-b' })).status).toBe(404);
    expect((await call(at.origin, method, path)).status).toBe(401);
  }
  expect((await call(at.origin, 'GET', '/shares', { token: 'person-b' })).json).toEqual({ shares: [] });
  const other = await create({}, 'person-b');
  expect((await call(at.origin, 'DELETE', '/shares', { token: 'person-a' })).status).toBe(204);
  expect((await open(link(other))).status).toBe(200);
});

test.each([
  ['reader', {}, 403],
  ['nurse', {}, 403],
  ['sharer', {}, 201],
  ['sharer', { rights: ['look', 'measure'] }, 403],
  ['sharer', { rights: ['download'] }, 403],
  ['nobody', {}, 401],
  ['person-a', { studies: [] }, 400],
  ['person-a', { studies: ['1.2.3'] }, 404],
  ['person-a', { studies: [GATE.study, '2.25.1'] }, 404],
  ['person-a', { series: [GATE.other.series] }, 404],
  // Its guest would be refused everything: told before, not after.
  ['person-a', { studies: [GATE.mixed] }, 409],
  ['person-a', { studies: [GATE.study, GATE.mixed] }, 409],
  ['person-a', { series: [GATE.series] }, 201],
  ['person-a', { archive: 'elsewhere' }, 404],
  ['person-a', { studies: ['../patients'] }, 400],
  ['person-a', { until: Date.now() - 1 }, 400],
  ['person-a', { until: Date.now() + 31 * DAY_MS }, 400],
  ['person-a', { to: 'x'.repeat(65) }, 400],
  ['person-a', { note: 'x'.repeat(501) }, 400],
  ['person-a', { view: 'https://evil.example/' }, 400],
  ['person-a', { rights: ['fly'] }, 400],
])('%s shares %j: %i', async (token, more, status) => {
  const made = await call(at.origin, 'POST', '/shares', { token, body: asked(more) });
  expect(made.status).toBe(status);
  if (status > 201) expect(made.json['error']).toEqual(expect.any(String));
});

test('an unknown link and a wrong secret are the same answer, and take as long', async () => {
  const made = await create();
  const unknown = await open({ id: 'AAAAAAAAAAAAAAAA', secret: made.secret });
  const wrong = await open({ id: made.id, secret: 'B'.repeat(43) });
  const odd = await open({ id: '../x', secret: '' });
  for (const { status, json, ms } of [unknown, wrong, odd]) {
    expect([status, json]).toEqual([404, unknown.json]);
    expect(ms).toBeGreaterThanOrEqual(200);
  }
});

test('five wrong passcodes lock a link, however many are tried at once; the right one opens it until then', async () => {
  const made = await create({ passcode: true });
  expect(made.passcode).toMatch(/^\d{6}$/);
  expect((await open(link(made))).json).toMatchObject({ reason: 'passcode', triesLeft: 5 });
  const bad = made.passcode === '000000' ? '000001' : '000000';
  expect((await open({ ...link(made), passcode: bad })).json).toMatchObject({ triesLeft: 4 });
  const inside = await open({ ...link(made), passcode: made.passcode });
  expect(inside.status).toBe(200);
  // Renewal needs no passcode: only who gave it holds the session. Another's session is nothing.
  expect((await open({ ...link(made), session: inside.json['session'] })).status).toBe(200);
  expect((await open({ ...link(made), session: 'A'.repeat(43) })).status).toBe(400);
  const tries = await Promise.all(Array.from({ length: 9 }, () => open({ ...link(made), passcode: bad })));
  expect(tries.map(({ status }) => status).filter((status) => status === 400)).toHaveLength(5);
  const late = await open({ ...link(made), passcode: made.passcode });
  expect([late.status, late.json['reason']]).toEqual([410, 'locked']);
  // The door is locked, not those inside: they renew, and their token still opens the study.
  const renewed = await open({ ...link(made), session: inside.json['session'] });
  expect(renewed.status).toBe(200);
  const headers = { Authorization: `Bearer ${String(renewed.json['token'])}` };
  const series = await fetch(`${at.origin}/dicom-web/studies/${GATE.study}/series`, { headers });
  expect(series.status).toBe(200);
});

test('several companions on one file give away no use twice, and end shares for each other', async () => {
  const state = mkdtempSync(join(tmpdir(), 'state-'));
  const [one, two] = [await testGate(state), await testGate(state)];
  try {
    const { id, secret } = (
      await call(one.origin, 'POST', '/shares', { token: 'person-a', body: asked({ mostUses: 3 }) })
    ).json;
    const opened = await Promise.all(
      Array.from({ length: 12 }, (_, turn) =>
        call((turn % 2 === 0 ? one : two).origin, 'POST', '/token', { body: { id, secret } }),
      ),
    );
    const given = opened.filter(({ status }) => status === 200);
    expect(given).toHaveLength(3);
    const Authorization = `Bearer ${String(given[0]?.json['token'])}`;
    const ask = (origin: string) =>
      fetch(`${origin}/dicom-web/studies/${GATE.study}/series`, { headers: { Authorization } });
    for (const { origin } of [one, two]) expect((await ask(origin)).status).toBe(200);
    const watched = await fetch(`${two.origin}/share/watch`, { headers: { Authorization } });
    const reader = watched.body?.pipeThrough(new TextDecoderStream()).getReader();
    await reader?.read();
    await call(one.origin, 'DELETE', `/shares/${String(id)}`, { token: 'person-a' });
    for (const { origin } of [two, one]) expect((await ask(origin)).status).toBe(401);
    expect((await reader?.read())?.value).toBe('{"state":"ended","reason":"revoked"}\n');
  } finally {
    await one.close();
    await two.close();
    rmSync(state, { recursive: true, force: true });
  }
});

test('who watches a share hears of its end at once', async () => {
  const made = await create();
  const { token } = (await open(link(made))).json;
  const response = await fetch(`${at.origin}/share/watch`, {
    headers: { Authorization: `Bearer ${String(token)}` },
  });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  expect((await reader?.read())?.value).toBe('{"state":"open"}\n');
  await call(at.origin, 'DELETE', `/shares/${made.id}`, { token: 'person-a' });
  expect((await reader?.read())?.value).toBe('{"state":"ended","reason":"revoked"}\n');
  expect((await reader?.read())?.done).toBe(true);
});

test('a link that is opened without end fills no disk; who is inside goes on, and it is on record', async () => {
  const state = mkdtempSync(join(tmpdir(), 'openings-'));
  // A clock that stands: however long the requests take, the pace gives nothing back meanwhile.
  const began = Date.now();
  const one = await testGate(state, () => began);
  const enter = (body: object) => call(one.origin, 'POST', '/token', { body: { device: 'tablet', ...body } });
  const made = await call(one.origin, 'POST', '/shares', { token: 'person-a', body: asked() });
  const to = link(made.json as { id: string; secret: string });
  const first = await enter(to);
  const flood = async (count: number) =>
    (await Promise.all(Array.from({ length: count }, () => enter(to)))).map(({ status }) => status);
  expect(new Set(await flood(OPENINGS.burst - 1))).toEqual(new Set([200]));
  const size = (): number => statSync(join(state, 'shares.jsonl')).size;
  const before = size();
  expect(new Set(await flood(50))).toEqual(new Set([429]));
  expect((await enter({ ...to, session: first.json['session'] })).status).toBe(200);
  expect(size()).toBe(before);
  expect(one.notes.filter(({ reason }) => reason === 'pace')).toHaveLength(50);
  one.later(20_000);
  expect((await enter(to)).status).toBe(200);
  await one.close();
  rmSync(state, { recursive: true, force: true });
});
