import { expect, test } from 'vitest';
import { isLocal, under } from './reach';

test.each([
  ['http://localhost:8080/', true],
  ['http://localhost./', true],
  ['http://viewer.localhost/#/x', true],
  ['http://127.0.0.1:8080/#/view', true],
  ['http://127.1.2.3/', true],
  ['http://127.1/', true],
  ['http://2130706433/', true],
  ['http://[::1]:8080/', true],
  ['http://[::ffff:127.0.0.1]/', true],
  ['https://viewer.example.org/', false],
  ['http://192.168.1.5:8080/', false],
  ['http://localhost.example.org/', false],
  ['http://mylocalhost/', false],
  ['http://127.0.0.1.example.org/', false],
  ['http://[fe80::1]/', false],
  ['no address', false],
])('%s leads everybody to their own machine: %s', (url, is) => expect(isLocal(url)).toBe(is));

test('under another address a place of the page is the same place', () => {
  expect(under('http://192.168.1.5:8080/', 'http://localhost:8080/?a=1#/view/main/v1.x')).toBe(
    'http://192.168.1.5:8080/?a=1#/view/main/v1.x',
  );
});
