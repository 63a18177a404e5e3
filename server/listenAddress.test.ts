import { expect, test } from 'vitest';
import { isOnNetwork } from './listen';

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
