import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { gateTokens } from '../testing/gateTokens';
import { allowedRequests, refusedRequests } from '../testing/gateRequests';
import { sendBytes, type GateTokens } from '../testing/gateWire';
import { GATE } from '../testing/gateStudies';
import { testGate, type TestGate } from '../testing/gate';

let at: TestGate;
let tokens: GateTokens;
const state = mkdtempSync(join(tmpdir(), 'gate-'));
beforeAll(async () => {
  at = await testGate(state);
  tokens = await gateTokens(at.origin, 'person-a', state);
});
afterAll(async () => {
  await at.close();
  rmSync(state, { recursive: true, force: true });
});

const escaped = GATE.secret.replace('^', '\\^');
/** Names of the requests, which do not depend on the tokens. */
const NONE: GateTokens = {
  whole: 'e30.e30.x',
  part: 'x',
  measure: 'x',
  measurePart: 'x',
  files: 'x',
  expired: 'x',
  revoked: 'x',
  foreign: 'x',
  person: 'x',
};
const nameOf = ({ name }: { name: string }) => name.slice(0, 100);
const REFUSED = refusedRequests(NONE).map(nameOf);
const ALLOWED = allowedRequests(NONE, '').map(nameOf);

test('the lists are as long as they have to be, and name each request once', () => {
  expect(REFUSED.length).toBeGreaterThanOrEqual(60);
  expect(ALLOWED.length).toBeGreaterThanOrEqual(20);
  expect(new Set(REFUSED).size).toBe(REFUSED.length);
});

test.each(ALLOWED.map((name, index) => [name, index] as const))('a guest gets: %s', async (named, index) => {
  const request = allowedRequests(tokens, 'bulkdata/7FE00010')[index];
  const { status, text } = await sendBytes(at.origin, request?.bytes ?? Buffer.alloc(0));
  expect(status, text.slice(0, 400)).toBe(200);
  expect(text.toLowerCase()).toContain('cache-control: private, no-store');
  expect(text).not.toContain(GATE.other.study);
  if (named.startsWith('cut:')) expect(text).not.toMatch(new RegExp(`${GATE.sibling.series}|${escaped}`));
  expect(text).not.toMatch(/x-total-count|warning:/i);
});

test.each(REFUSED.map((name, index) => [name, index] as const))(
  'a guest does not get: %s',
  async (_, index) => {
    const request = refusedRequests(tokens)[index];
    const before = at.notes.length;
    const { text } = await sendBytes(at.origin, request?.bytes ?? Buffer.alloc(0));
    // No answer in what came back is a good one: a smuggled request has one of its own.
    expect(text.match(/HTTP\/1\.\d [1-3]\d\d/g) ?? [], text.slice(0, 400)).toEqual([]);
    expect(text).not.toContain(GATE.secret);
    expect(text).not.toContain(GATE.sibling.series);
    const refusals = at.notes.slice(before).filter(({ action }) => action === 'refuse');
    expect(refusals.length, 'on record').toBeGreaterThanOrEqual(1);
  },
);
