import { expect, test } from 'vitest';
import { readConfig } from './config';

const main = { id: 'main', name: 'Main archive', root: '/dicom-web' };

test('reads the file that the companion serves', () => {
  expect(readConfig({ archives: [main], inspect: false })).toEqual({
    ok: true,
    config: { archives: [main], inspect: false, signIn: [], services: {}, idleMinutes: 15 },
  });
});

test('an archive is told who issues the IDs that its objects say no issuer of', () => {
  expect(readConfig({ archives: [{ ...main, issuer: ' NORTH ' }] })).toMatchObject({
    config: { archives: [{ issuer: 'NORTH' }] },
  });
});

test('inspection is off unless the file says so, and unknown fields do no harm', () => {
  expect(readConfig({ archives: [main], later: 1 })).toMatchObject({ ok: true, config: { inspect: false } });
});

test('a slash at the end of the root is taken off, since paths are joined with one', () => {
  expect(readConfig({ archives: [{ ...main, root: 'https://pacs.example/dicom-web/' }] })).toMatchObject({
    config: { archives: [{ root: 'https://pacs.example/dicom-web' }] },
  });
});

test.each([
  ['no object', null, ''],
  ['no archive', { archives: [] }, 'archives.0'],
  ['an id that could be a path', { archives: [{ ...main, id: '../x' }] }, 'archives.0.id'],
  ['two archives of one id', { archives: [main, main] }, 'archives'],
  ['a name of blanks', { archives: [{ ...main, name: '  ' }] }, 'archives.0.name'],
  ['a script as root', { archives: [{ ...main, root: 'javascript:alert(1)' }] }, 'archives.0.root'],
  [
    'a root of another host without its scheme',
    { archives: [{ ...main, root: '//evil.example' }] },
    'archives.0.root',
  ],
  [
    'a password in the root',
    { archives: [{ ...main, root: 'https://a:b@pacs.example' }] },
    'archives.0.root',
  ],
  ['an issuer of two values', { archives: [{ ...main, issuer: 'A\\B' }] }, 'archives.0.issuer'],
  ['an issuer of blanks', { archives: [{ ...main, issuer: ' ' }] }, 'archives.0.issuer'],
  ['a sign-in that is not described', { archives: [{ ...main, signIn: 'house' }] }, 'archives.0.signIn'],
  [
    'a service on another host',
    { archives: [main], services: { share: 'https://other.example/share' } },
    'services.share',
  ],
  ['inspection as text', { archives: [main], inspect: 'true' }, 'inspect'],
])('refuses %s and names the field', (_, json, where) => {
  expect(readConfig(json)).toEqual({ ok: false, where });
});

test('takes the lists of findings and sites that a site has of its own', () => {
  const nodule = { value: '27925004', scheme: 'SCT', meaning: 'Nodule' };
  const read = readConfig({ archives: [main], findings: { findings: [nodule] } });
  expect(read).toMatchObject({ ok: true, config: { findings: { findings: [nodule] } } });
  expect(read.ok && read.config.findings).not.toHaveProperty('sites');
});

test.each([
  [{ value: '', scheme: 'SCT', meaning: 'Nodule' }],
  [{ value: '27925004', scheme: 'S\\CT', meaning: 'Nodule' }],
  [{ value: '27925004', scheme: 'SCT', meaning: 'x'.repeat(65) }],
  [{ value: '27925004', scheme: 'SCT' }],
])('names the code that DICOM could not hold: %j', (code) => {
  const read = readConfig({ archives: [main], findings: { sites: [code] } });
  expect(read).toMatchObject({ ok: false, where: expect.stringMatching(/^findings\.sites\.0\./) });
});

test('where the page is reached is read as addresses, and nothing else', () => {
  const reach = { isOpen: true, addresses: ['http://192.168.1.5:8080/'] };
  expect(readConfig({ archives: [main], reach })).toMatchObject({ ok: true, config: { reach } });
  expect(readConfig({ archives: [main], reach: { addresses: ['javascript:alert(1)'] } })).toMatchObject({
    ok: false,
    where: 'reach.addresses.0',
  });
});
