import { hostname } from 'node:os';
import { expect, test } from 'vitest';
import { Hosts, readAllowedHost, readHost } from './host';

test.each([
  ['localhost', { name: 'localhost' }],
  ['LocalHost:8080', { name: 'localhost', port: '8080' }],
  ['127.0.0.1:1', { name: '127.0.0.1', port: '1' }],
  ['[::1]:8080', { name: '[::1]', port: '8080' }],
  ['pacs-1.example.org', { name: 'pacs-1.example.org' }],
])('%s is a host', (text, host) => {
  expect(readHost(text)).toEqual(host);
});

test.each([
  '',
  ':8080',
  'a:',
  'a:b',
  'a:99999',
  'a b',
  'a/b',
  'a/dicom-web/studies?',
  '\u00e9.\u00e9.\u00e9a/dicom-web/studies?',
  '\u00e9',
  'a@b',
  'user:pw@a',
  'a#',
  'a?',
  'a\\b',
  'a,b',
  'a;b',
  'a%2fb',
  'a..b',
  '.a',
  'a.',
  '-a',
  'a-',
  'a_b',
  '127.1',
  '0x7f.1',
  '2130706433',
  '256.1.1.1',
  '::1',
  '[::1',
  '[::1]x',
  '[fe80::1%25eth0]',
  '[a]',
  'a'.repeat(64),
  `${'a.'.repeat(130)}b`,
])('%j is none', (text) => {
  expect(readHost(text)).toBeUndefined();
});

test('only names of this machine, and those that were allowed, are answered', () => {
  const hosts = new Hosts([
    { name: 'pacs.example.org', scheme: 'https' },
    { name: 'odd.example.org', port: '8443', scheme: 'http' },
  ]);
  const at = (text: string, local = '10.9.8.7') => {
    const host = readHost(text);
    return host && hosts.addressOf(host, local);
  };
  for (const own of ['localhost:1', '127.0.0.1:8080', '[::1]', '10.9.8.7:8080', hostname()])
    expect(at(own), own).toEqual({ scheme: 'http', host: own.toLowerCase(), isGiven: false });
  expect(at('10.9.8.7', '::ffff:10.9.8.7')).toBeDefined();
  expect(at('PACS.example.org')).toMatchObject({ scheme: 'https', host: 'pacs.example.org' });
  expect(at('odd.example.org:8443')).toMatchObject({ scheme: 'http', isGiven: true });
  for (const other of [
    'odd.example.org',
    'evil.example',
    'localhost.evil.example',
    'evil-localhost',
    '127.0.0.1.evil.example',
    'sub.pacs.example.org',
    '10.9.8.8',
    '203.0.113.5',
  ])
    expect(at(other), other).toBeUndefined();
});

test('what --allow-host takes', () => {
  expect(readAllowedHost('https://pacs.example.org/')).toEqual({ name: 'pacs.example.org', scheme: 'https' });
  expect(readAllowedHost('pacs:81')).toEqual({ name: 'pacs', port: '81', scheme: 'http' });
  for (const none of ['ftp://a', 'https://', 'a/b', '*', '*.example.org', 'a b'])
    expect(readAllowedHost(none), none).toBeUndefined();
});
