import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AuditEvent } from '../../../server/audit/auditEvent';
import { faultsOf } from '../../../server/audit/testing/structure';
import { Visitor } from '../../../server/testing/signIn';
import { startCompanion } from '../../harness/companion';
import { allRows, attributeText } from '../../harness/dicomWeb';
import { expect, test } from '../../fixtures/fixtures';
import { listFilesBelow, linkSamples, SAMPLES } from '../../harness/machine';
import { stowBody } from '../../harness/multipart';
import { SignIn } from '../../pages/signIn';
import { Viewer } from '../../pages/viewer';
import { Worklist } from '../../pages/worklist';
import { ctPhantom } from '../../material/phantom';

test.use({ samples: 'short' });

const NAME = '00100010';
const PATIENT_ID = '00100020';
const ACCESSION = '00080050';

/** Asks the companion as a page does that has a token. */
const asker = (origin: string) => async (method: string, path: string, token?: string, body?: object) => {
  const answer = await fetch(`${origin}${path}`, {
    method,
    headers: {
      'X-Request-Id': 'e2e-1',
      ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  const isJson = answer.headers.get('content-type')?.startsWith('application/json') === true;
  return {
    status: answer.status,
    json: (isJson && text !== '' ? JSON.parse(text) : {}) as Record<string, string>,
  };
};

test('the audit file has a line for each thing that was done, as FHIR R4 wants it, and no patient', async ({
  page,
  companion: open,
  folder,
}) => {
  const { study } = await ctPhantom(open.dicomWeb);
  const other = (await allRows(open.dicomWeb, 'studies'))
    .map((row) => attributeText(row, '0020000D'))
    .find((uid) => uid !== study);
  const data = join(folder, 'data');
  mkdirSync(data);
  linkSamples(data, 'short');
  const companion = await startCompanion({ data, noSamples: true, demoLogin: true });
  const file = join(companion.state, 'audit.jsonl');
  const events = (): AuditEvent[] =>
    readFileSync(file, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as AuditEvent);
  const wordOf = (event: AuditEvent) => event.subtype.at(-1)?.code;
  const words = () => events().map(wordOf);

  // What a person does in the page.
  const signIn = new SignIn(page);
  await page.goto(`${companion.url}/`);
  await signIn.as('Dr Ada Demo');
  const worklist = new Worklist(page, companion.url);
  await expect(worklist.rows.first()).toBeVisible();
  await page.goto(`${companion.url}/#/view/main/${study}`);
  await new Viewer(page, companion.url).shown();
  await signIn.signOut();
  await expect(signIn.screen).toBeVisible();
  await expect.poll(words).toContain('sign-out');
  for (const word of ['sign-in', 'search', 'open']) expect(words(), word).toContain(word);

  // The rest as a page asks for it.
  const ask = asker(companion.url);
  const visitor = new Visitor(companion.url);
  const { access_token: person } = await visitor.signIn(`${companion.url}/demo-login`, 'dr-b');
  const { body, contentType } = await stowBody(listFilesBelow(SAMPLES).slice(0, 1));
  const stored = await fetch(`${companion.dicomWeb}/studies`, {
    method: 'POST',
    body,
    headers: { 'content-type': contentType, Authorization: `Bearer ${person}` },
  });
  expect(stored.status).toBe(200);
  const exported = { events: [{ action: 'export', studies: [study] }] };
  expect((await ask('POST', '/audit/events', person, exported)).status).toBe(204);
  const share = await ask('POST', '/share/shares', person, {
    archive: 'main',
    studies: [study],
    rights: ['look'],
    until: Date.now() + 3_600_000,
    view: '/view/main/v1.x',
  });
  expect(share.status).toBe(201);
  const { id, secret } = share.json;
  expect((await ask('POST', '/share/look', undefined, { id, secret })).status).toBe(200);
  const guest = (await ask('POST', '/share/token', undefined, { id, secret, device: 'desktop' })).json[
    'token'
  ];
  expect((await ask('GET', `/dicom-web/studies/${study}/metadata`, guest)).status).toBe(200);
  expect((await ask('GET', `/dicom-web/studies/${other}/metadata`, guest)).status).toBe(403);
  expect((await ask('GET', '/dicom-web/studies')).status).toBe(401);
  expect((await ask('DELETE', `/share/shares/${id}`, person)).status).toBe(204);
  expect((await ask('POST', '/share/token', undefined, { id, secret, device: 'desktop' })).status).toBe(410);

  const all = events();
  for (const event of all) expect(faultsOf(event), JSON.stringify(event)).toEqual([]);
  const of = (word: string) => all.filter((event) => wordOf(event) === word);
  const outcomes = (word: string) => of(word).map(({ outcome }) => outcome);
  const actor = (event: AuditEvent | undefined) => event?.agent[0]?.who.identifier?.value;
  expect(outcomes('store')).toEqual(['0']);
  expect(outcomes('export')).toEqual(['0']);
  expect(outcomes('share')).toEqual(['0']);
  expect(outcomes('revoke')).toEqual(['0']);
  expect(outcomes('redeem')).toEqual(['0']);
  const refused = of('refuse').map(({ outcome, outcomeDesc }) => `${outcome} ${outcomeDesc}`);
  expect(refused).toEqual(expect.arrayContaining(['8 study', '4 no-token', '4 revoked']));
  expect([actor(of('share')[0]), actor(of('sign-in')[0])]).toEqual(['dr-b', 'dr-a']);
  expect(of('open').map(actor), 'the guest is named by the share alone').toContain(id);
  expect(JSON.stringify(of('share')[0])).toContain(`urn:oid:${study}`);

  const text = readFileSync(file, 'utf8');
  const rows = await allRows(open.dicomWeb, 'studies');
  const secrets = [person, guest ?? '', secret ?? ''];
  const patients = rows.flatMap((row) => [NAME, PATIENT_ID, ACCESSION].map((tag) => attributeText(row, tag)));
  const named = patients.flatMap((value) => [value, ...value.split(/[\^= ]/)]);
  const told = [...named.filter((value) => value.length > 3), ...secrets].filter((value) =>
    text.includes(value),
  );
  expect(told, 'names, numbers and secrets in the file').toEqual([]);
  const said = companion.output();
  expect(secrets.filter((value) => said.includes(value))).toEqual([]);
  await companion.stop();
});
