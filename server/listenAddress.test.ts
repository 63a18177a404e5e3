import { expect, test } from 'vitest';
import { isOnNetwork, networkReach } from './listen';

test.each([
  '127.0.0.1',
  '127.1',
  '127.5.6.7',
  'localhost',
  'LOCALHOST',
  '::1',
  '0:0:0:0:0:0:0:1',
  '::ffff:127.0.0.1',
])('%s is this machine alone', (host) => expect(isOnNetwork(host)).toBe(false));

test.each([
  '0.0.0.0',
  '::',
  '192.168.1.5',
  '10.0.0.1',
  'fe80::1',
  'viewer.example.org',
  '127.0.0.1.example.org',
  '2001:db8::1',
])('%s is reached from others', (host) => expect(isOnNetwork(host)).toBe(true));

test('the page is told of addresses that others reach, and of none of this machine alone', () => {
  expect(networkReach('127.0.0.1', 8080)).toEqual({ isOpen: false, addresses: [] });
  expect(networkReach('192.168.1.5', 80)).toEqual({ isOpen: true, addresses: ['http://192.168.1.5:80/'] });
  for (const address of networkReach('0.0.0.0', 8080).addresses)
    expect(address).not.toMatch(/localhost|127\./);
});
