import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Hands } from '@/protocol/hands';
import type { Right } from '@/protocol/rights';
import type { Person } from '../access/person';
import { handsApp, HandsFiles } from './handsApp';

const person = (subject: string, ...may: readonly Right[]): Person => ({
  ...{ issuer: 'https://issuer.test', subject, name: `Dr ${subject}` },
  may: new Set(may),
});
const PEOPLE: Readonly<Record<string, Person>> = {
  ada: person('ada', 'read'),
  bob: person('bob', 'read'),
  eve: person('eve'),
};

let folder = '';
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'hands-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const start = () =>
  handsApp({ files: new HandsFiles(folder), people: { of: async (token) => PEOPLE[token] } });
const as = (token: string | undefined, method = 'GET', body?: unknown): RequestInit => ({
  method,
  ...(token === undefined ? {} : { headers: { Authorization: `Bearer ${token}` } }),
  ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
});
const told = async (token: string): Promise<unknown> => (await start().request('/', as(token))).json();

const LEFT: Hands = {
  preset: 'leftScrolls',
  changed: { length: ['n', 'shift+@Semicolon'], alone: ['click4', 'double'], wheelTens: ['hold3+wheel'] },
  madeAtMs: 1_800_000_000_000,
};

test('each person has their own, over a restart; who kept none is told so', async () => {
  expect((await start().request('/', as('ada', 'PUT', LEFT))).status).toBe(204);
  expect(await told('ada')).toEqual({ hands: LEFT });
  expect(await told('bob')).toEqual({ hands: null });
});

test.each([
  ['nobody reads', as(undefined), 401],
  ['a stranger reads', as('mallory'), 401],
  ['without the right to read', as('eve'), 403],
  ['nobody writes', as(undefined, 'PUT', LEFT), 401],
  ['no JSON', as('ada', 'PUT', '{'), 400],
  ['a list', as('ada', 'PUT', [LEFT]), 400],
  ['no set that there is', as('ada', 'PUT', { ...LEFT, preset: 'Doe' }), 400],
  ['no time', as('ada', 'PUT', { ...LEFT, madeAtMs: 'now' }), 400],
  ['too much', as('ada', 'PUT', { ...LEFT, more: 'x'.repeat(64 * 1024) }), 413],
  ['another method', as('ada', 'DELETE'), 405],
])('refused: %s', async (_, init, status) => {
  expect((await start().request('/', init)).status).toBe(status);
});

test('no name, text or UID gets into a file, nor into its name', async () => {
  const more = { 'Doe^Jane': ['d'], length: ['Doe', '1.2.840.1', 'n', { patient: 'Doe' }], rotate: 'Doe' };
  await start().request('/', as('ada', 'PUT', { ...LEFT, patient: 'Doe^Jane', changed: more }));
  const names = readdirSync(folder);
  const text = names.map((name) => readFileSync(join(folder, name), 'utf8')).join('');
  expect(text + names.join('')).not.toMatch(/Doe|ada|Dr |1\.2\.840/);
  expect(await told('ada')).toEqual({ hands: { ...LEFT, changed: { length: ['n'] } } });
});

test('a damaged file holds none; one that cannot be read is not taken for one', async () => {
  await start().request('/', as('ada', 'PUT', LEFT));
  const [name = ''] = readdirSync(folder);
  writeFileSync(join(folder, name), '{');
  expect(await told('ada')).toEqual({ hands: null });
  rmSync(join(folder, name));
  mkdirSync(join(folder, name));
  expect((await start().request('/', as('ada'))).status).toBe(500);
});
