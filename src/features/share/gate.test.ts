import { expect, test } from 'vitest';
import type { Credentials } from '@/archive/contract/credentials';
import { createShareGate, GateError, type ShareOrder } from './gate';

interface Asked {
  readonly url: string;
  readonly method: string | undefined;
  readonly authorization: string | null;
}

function gateOf(answers: (() => Response)[], renewed: string | undefined = 't2') {
  const asked: Asked[] = [];
  const credentials: Credentials = {
    token: () => 't1',
    renew: async () => renewed,
    watch: () => () => undefined,
  };
  const gate = createShareGate('/share', credentials, async (url, init) => {
    asked.push({
      url: String(url),
      method: init?.method,
      authorization: new Headers(init?.headers).get('authorization'),
    });
    const next = answers.shift();
    if (!next) throw new TypeError('Failed to fetch');
    return next();
  });
  return { gate, asked };
}
const answer =
  (status: number, body: object = {}) =>
  () =>
    status === 204 ? new Response(null, { status }) : Response.json(body, { status });
const order = {} as ShareOrder;
const troubleOf = (doing: Promise<unknown>) =>
  doing.then(
    () => 'none',
    (error: unknown) => (error instanceof GateError ? error.trouble : 'another error'),
  );

test.each([
  [400, 'not-understood'],
  [403, 'forbidden'],
  [404, 'not-found'],
  [409, 'patients'],
  [429, 'busy'],
  [500, 'away'],
  [502, 'away'],
])('a refusal with %i is %s', async (status, trouble) => {
  expect(await troubleOf(gateOf([answer(status)]).gate.create(order))).toBe(trouble);
});

test('no answer, or one that is none of the gate, is no link', async () => {
  expect(await troubleOf(gateOf([]).gate.create(order))).toBe('away');
  const html = () => new Response('<html>', { status: 200 });
  expect(await troubleOf(gateOf([html]).gate.create(order))).toBe('away');
});

test('a token that ran out is renewed and the request made once more', async () => {
  const { gate, asked } = gateOf([answer(401), answer(201, { id: 'i', secret: 's', until: 5 })]);
  expect(await gate.create(order)).toEqual({ id: 'i', secret: 's', untilMs: 5 });
  expect(asked.map(({ authorization }) => authorization)).toEqual(['Bearer t1', 'Bearer t2']);
});

test('who cannot renew is told to sign in; nothing is asked without end', async () => {
  const lapsed = gateOf([answer(401)], 't1');
  expect(await troubleOf(lapsed.gate.create(order))).toBe('sign-in');
  expect(lapsed.asked).toHaveLength(1);
  const refused = gateOf([answer(401), answer(401)]);
  expect(await troubleOf(refused.gate.list())).toBe('sign-in');
  expect(refused.asked).toHaveLength(2);
});

test('neither token nor secret stands in an address', async () => {
  const { gate, asked } = gateOf([answer(204), answer(204), answer(200, { accesses: [] })]);
  await gate.end('a/b');
  await gate.endAll();
  await gate.accesses('id');
  expect(asked.map(({ method, url }) => `${method} ${url}`)).toEqual([
    'DELETE /share/shares/a%2Fb',
    'DELETE /share/shares',
    'GET /share/shares/id/accesses',
  ]);
});
