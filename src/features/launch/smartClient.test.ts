import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import {
  ehrOrder,
  ehrPatient,
  ehrStudy,
  startEhr,
  type EhrSetup,
  type LaunchParameters,
  type MockEhr,
} from './testing/mockEhr';
import type { Ehr, LaunchError } from './launched';
import { takeStep } from './smartClient';

const PAGE = 'https://viewer.example.org/';
const SCOPE = 'launch openid fhirUser patient/ImagingStudy.rs patient/Patient.r patient/ServiceRequest.r';
const RESOURCES = [
  ehrPatient('p1', '17', '1970-01-01'),
  ehrPatient('p2', '18'),
  ehrStudy('s1', '1.2.3', 'p1', 'o1'),
  ehrStudy('s2', '1.2.4', 'p1'),
  ehrStudy('s9', '1.2.9', 'p2'),
  ehrOrder('o1', 'ACC-1', 'p1'),
  ehrOrder('o2', 'ACC-2', 'p1'),
];

/** What a tab keeps between two pages. */
class Tab {
  readonly held = new Map<string, string>();
  get length() {
    return this.held.size;
  }
  key = (at: number) => [...this.held.keys()][at] ?? null;
  getItem = (key: string) => this.held.get(key) ?? null;
  setItem = (key: string, value: string) => void this.held.set(key, value);
  removeItem = (key: string) => void this.held.delete(key);
}

let tab: Tab;
const running: MockEhr[] = [];
beforeEach(() => {
  tab = new Tab();
  vi.stubGlobal('sessionStorage', tab);
});
afterEach(async () => {
  vi.unstubAllGlobals();
  await Promise.all(running.splice(0).map((ehr) => ehr.stop()));
});

async function start(more: Partial<EhrSetup> = {}): Promise<{ server: MockEhr; ehr: Ehr }> {
  const server = await startEhr({ clientId: 'iso', redirectUri: PAGE, resources: RESOURCES, ...more });
  running.push(server);
  return {
    server,
    ehr: { iss: server.iss, name: 'General EHR', clientId: 'iso', scope: SCOPE, origins: [] },
  };
}

const step = (search: string, ehrs: readonly Ehr[]) =>
  takeStep({ search, ehrs, page: PAGE, heard: () => undefined });
const searchOf = (iss: string, launch: string) => `?${new URLSearchParams({ iss, launch })}`;

/** The query that the EHR sends the page back with. */
async function sentBack({ server, ehr }: { server: MockEhr; ehr: Ehr }, parameters: LaunchParameters) {
  const asked = await step(searchOf(ehr.iss, server.launch(parameters)), [ehr]);
  if (asked.is !== 'way') throw new Error('no way');
  const answer = await fetch(asked.url, { redirect: 'manual' });
  return new URL(answer.headers.get('location') ?? 'about:blank').search;
}
const whyOf = (run: Promise<unknown>) =>
  run.then(
    () => 'went on',
    (error: LaunchError) => error.why ?? error.message,
  );

test('a launch with a study of a patient: what the EHR has open, who launched, and nothing kept', async () => {
  const parts = await start();
  const back = await sentBack(parts, { patient: 'p1', fhirContext: [{ reference: 'ImagingStudy/s1' }] });
  expect(tab.length).toBe(1);
  expect(await step(back, [parts.ehr])).toEqual({
    is: 'context',
    context: {
      iss: parts.server.iss,
      ehr: 'General EHR',
      archive: undefined,
      person: { issuer: parts.server.iss, subject: 'dr-ehr' },
      subject: {
        anchor: 'ImagingStudy',
        anchorId: 's1',
        studies: [{ id: 's1', uid: '1.2.3', accessions: [] }],
        patient: {
          ids: [{ value: '17', system: 'urn:oid:1.2.36.146.595.217.0.1' }],
          birthDate: '1970-01-01',
        },
      },
    },
  });
  expect(parts.server.refusals).toEqual([]);
  expect([...tab.held]).toEqual([]);
});

test.each<[string, LaunchParameters, readonly object[]]>([
  ['imagingstudy', { patient: 'p1', imagingstudy: 's2' }, [{ uid: '1.2.4' }]],
  ['a study without a patient, who is the study’s', { imagingstudy: 's2' }, [{ uid: '1.2.4' }]],
  ['a reference as SMART 1 wrote it', { fhirContext: ['ImagingStudy/s1'] }, [{ uid: '1.2.3' }]],
  ['the patient alone: every study', { patient: 'p1' }, [{ uid: '1.2.3' }, { uid: '1.2.4' }]],
  ['an order with a study', { fhirContext: [{ reference: 'ServiceRequest/o1' }] }, [{ uid: '1.2.3' }]],
  [
    'an order without one: its accession number',
    { patient: 'p1', fhirContext: [{ reference: 'ServiceRequest/o2' }] },
    [{ accessions: [{ value: 'ACC-2' }] }],
  ],
])('%s', async (_, parameters, studies) => {
  const parts = await start();
  const done = await step(await sentBack(parts, parameters), [parts.ehr]);
  expect(done).toMatchObject({
    context: { subject: { studies, patient: { ids: [{ value: '17' }] } } },
  });
});

test.each<[string, LaunchParameters, string]>([
  ['study and patient are of two', { patient: 'p2', imagingstudy: 's1' }, 'mixed'],
  ['two studies are of two patients', { fhirContext: ['ImagingStudy/s1', 'ImagingStudy/s9'] }, 'mixed'],
  ['nothing is open', {}, 'nothing'],
  ['the patient has no study', { patient: 'p3' }, 'nothing'],
  ['the study is not given', { imagingstudy: 's404' }, 'withheld'],
  [
    'the reference leads elsewhere',
    { fhirContext: [{ reference: 'https://evil.example/ImagingStudy/s1' }] },
    'nothing',
  ],
  ['the id is a path', { imagingstudy: '../Patient/p1' }, 'nothing'],
  ['it is declined', { deny: true }, 'denied'],
])('where %s nothing opens', async (_, parameters, why) => {
  const parts = await start();
  expect(await whyOf(step(await sentBack(parts, parameters), [parts.ehr]))).toBe(why);
  expect(tab.length).toBe(0);
});

test('an answer is read once, by the tab that asked, from the EHR that was asked', async () => {
  const [one, other] = [await start(), await start()];
  const ehrs = [one.ehr, other.ehr];
  const back = await sentBack(one, { imagingstudy: 's1' });
  expect(await whyOf(step(back, ehrs))).toBe('went on');
  expect(await whyOf(step(back, ehrs))).toBe('stray');
  expect(await whyOf(step('?state=made-up-by-somebody-else&code=abc', ehrs))).toBe('stray');
  // A code of another sign-in under the state of this one: its verifier is another.
  const [mine, theirs] = [
    await sentBack(one, { imagingstudy: 's1' }),
    await sentBack(one, { imagingstudy: 's2' }),
  ];
  const injected = new URLSearchParams(mine);
  injected.set('code', new URLSearchParams(theirs).get('code') ?? '');
  expect(await whyOf(step(`?${injected}`, ehrs))).toBe('refused');
  expect(one.server.refusals).toEqual(['verifier']);
  // Of an EHR that is no longer of the settings.
  const late = await sentBack(one, { imagingstudy: 's1' });
  expect(await whyOf(step(late, [other.ehr]))).toBe('stray');
  expect(other.server.requests).toEqual([]);
});

test('an answer that says another issuer than was asked is thrown away with its code (RFC 9207)', async () => {
  const parts = await start({ spoil: { answer: { iss: 'https://evil.example' } } });
  const back = await sentBack(parts, { imagingstudy: 's1' });
  expect(await whyOf(step(back, [parts.ehr]))).toBe('refused');
  expect(parts.server.requests.filter((line) => line.startsWith('POST'))).toEqual([]);
  const silent = await start({
    spoil: { configuration: (all) => ({ ...all, authorization_response_iss_parameter_supported: true }) },
  });
  expect(await whyOf(step(await sentBack(silent, { imagingstudy: 's1' }), [silent.ehr]))).toBe('refused');
});

test.each<[string, NonNullable<EhrSetup['spoil']>]>([
  ['another nonce', { claims: (all) => ({ ...all, nonce: 'x' }) }],
  ['another issuer', { claims: (all) => ({ ...all, iss: 'https://evil.example' }) }],
  ['another audience', { claims: (all) => ({ ...all, aud: 'other' }) }],
  ['several audiences and no party', { claims: (all) => ({ ...all, aud: ['iso', 'other'] }) }],
  ['another party', { claims: (all) => ({ ...all, azp: 'other' }) }],
  ['an end long ago', { claims: (all) => ({ ...all, exp: 1_000_000_000 }) }],
  ['nobody', { claims: (all) => ({ ...all, sub: '' }) }],
  ['no ID token', { token: (all) => ({ ...all, id_token: undefined }) }],
  ['no bearer token', { token: (all) => ({ ...all, token_type: 'mac' }) }],
])('a token response with %s is not used', async (_, spoil) => {
  const parts = await start({ spoil });
  const back = await sentBack(parts, { imagingstudy: 's1' });
  expect(await whyOf(step(back, [parts.ehr]))).toBe('refused');
  expect(parts.server.requests.some((line) => line.includes('/ImagingStudy'))).toBe(false);
});

test.each<[string, NonNullable<EhrSetup['spoil']>, string]>([
  [
    'a token endpoint elsewhere',
    { configuration: (all) => ({ ...all, token_endpoint: 'https://evil.example/t' }) },
    'unfit',
  ],
  [
    'a sign-in elsewhere',
    { configuration: (all) => ({ ...all, authorization_endpoint: 'https://evil.example/a' }) },
    'unfit',
  ],
  [
    'a script for a sign-in',
    { configuration: (all) => ({ ...all, authorization_endpoint: 'javascript:alert(1)' }) },
    'unfit',
  ],
  ['no PKCE', { configuration: (all) => ({ ...all, code_challenge_methods_supported: ['plain'] }) }, 'unfit'],
  ['no JSON', { configuration: () => '<html>' }, 'unfit'],
  ['a list', { configuration: () => [] }, 'unfit'],
  ['too much', { configuration: (all) => ({ ...all, more: 'x'.repeat(600_000) }) }, 'unfit'],
  ['a place that it has moved to', { movedTo: '/fhir/r4/elsewhere' }, 'unreachable'],
])('an EHR that says %s of itself is sent nobody', async (_, spoil, why) => {
  const { server, ehr } = await start({ spoil });
  expect(await whyOf(step(searchOf(ehr.iss, server.launch({})), [ehr]))).toBe(why);
  expect(server.requests).toEqual(['GET /fhir/r4/.well-known/smart-configuration']);
  expect(tab.length).toBe(0);
});

test('endpoints may be at an origin that the settings name beside the EHR', async () => {
  const login = 'https://login.example.org';
  const { server, ehr } = await start({
    spoil: {
      configuration: (all) => ({
        ...all,
        authorization_endpoint: `${login}/a`,
        token_endpoint: `${login}/t`,
      }),
    },
  });
  const done = await step(searchOf(ehr.iss, server.launch({})), [{ ...ehr, origins: [login] }]);
  expect(done).toMatchObject({ is: 'way', url: expect.stringContaining(`${login}/a?`) });
});
