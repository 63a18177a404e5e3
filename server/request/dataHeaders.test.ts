import { expect, test } from 'vitest';
import { passedHeaders, readDataType } from './dataHeaders';

test.each([
  ['application/dicom+json', 'application/dicom+json'],
  ['Application/DICOM+JSON; charset=utf-16', 'application/dicom+json'],
  ['application/json', 'application/json'],
  ['image/png', 'image/png'],
  ['image/jls', 'image/jls'],
  ['video/mp4', 'video/mp4'],
  [
    'application/dicom; transfer-syntax=1.2.840.10008.1.2.4.50',
    'application/dicom; transfer-syntax=1.2.840.10008.1.2.4.50',
  ],
  ['application/pdf', 'application/pdf'],
  ['text/plain; charset=iso-2022-jp', 'text/plain; charset=utf-8'],
  [
    'multipart/related; type="application/octet-stream"; boundary=a-b_c',
    'multipart/related; type="application/octet-stream"; boundary=a-b_c',
  ],
  [
    'multipart/related; type="image/jls; transfer-syntax=1.2.840.10008.1.2.4.80"; boundary="x y"',
    'multipart/related; type="image/jls; transfer-syntax=1.2.840.10008.1.2.4.80"; boundary="x y"',
  ],
])('%s goes on', (header, type) => {
  expect(readDataType(header)).toMatchObject({ type });
});

test.each(['text/html', 'TEXT/HTML; charset=utf-8', ' text/html', 'application/xhtml+xml'])(
  '%s is a page',
  (header) => {
    expect(readDataType(header)).toBe('page');
  },
);

test.each([
  undefined,
  '',
  'text/javascript',
  'application/javascript',
  'application/ecmascript',
  'module',
  'text/css',
  'text/xml',
  'application/xml',
  'application/rss+xml',
  'image/svg+xml',
  'image/svg',
  'application/wasm',
  'application/manifest+json',
  'application/x-shockwave-flash',
  'text/cache-manifest',
  'multipart/x-mixed-replace; boundary=x',
  'multipart/form-data',
  'multipart/related; type="text/html"; boundary=x',
  'multipart/related; type="image/svg+xml"; boundary=x',
  'multipart/related; boundary=x; y=\u00e9',
  'text/html, application/json',
  'application/json,text/html',
  'unknown/unknown',
  '*/*',
])('%s is octets, to be saved', (header) => {
  expect(readDataType(header)).toEqual({ type: 'application/octet-stream', shown: false });
});

test('of an archive\u2019s headers those go on that a page needs', () => {
  const type = { type: 'application/json', shown: true };
  const hostile = {
    'set-cookie': ['a=b'],
    'service-worker-allowed': '/',
    'clear-site-data': '"*"',
    location: '/x',
    refresh: '0; url=/x',
    link: '</x>; rel=preload',
    'access-control-allow-origin': '*',
    'content-security-policy': 'default-src *',
    'content-disposition': 'inline',
    'www-authenticate': 'Basic',
    'strict-transport-security': 'max-age=9',
    'alt-svc': 'h3=":1"',
    sourcemap: '/x',
    nel: '{}',
    'report-to': '{}',
    'cache-control': 'public, max-age=99999999',
    expires: 'x',
    age: '1',
    vary: '*',
    'x-anything': '1',
    'content-encoding': 'x',
    etag: 'none\u0001',
  };
  const good = { 'content-length': '2', 'x-total-count': '7', 'retry-after': '3' };
  expect(
    Object.keys(passedHeaders({ ...hostile, ...good }, type, false))
      .map((name) => name.toLowerCase())
      .sort(),
  ).toEqual([
    'cache-control',
    'content-disposition',
    'content-length',
    'content-security-policy',
    'content-type',
    'cross-origin-opener-policy',
    'cross-origin-resource-policy',
    'referrer-policy',
    'retry-after',
    'vary',
    'x-content-type-options',
    'x-total-count',
  ]);
  expect(passedHeaders(hostile, type, false)).toMatchObject({
    'cache-control': 'private, no-cache',
    'Content-Security-Policy': expect.stringContaining('sandbox'),
  });
  const kept = { etag: '"x"', 'accept-ranges': 'bytes' };
  expect(passedHeaders(kept, type, false)).toMatchObject(kept);
  expect(passedHeaders(kept, type, true)).toMatchObject({ 'cache-control': 'private, no-store' });
  expect(passedHeaders(kept, type, true)).not.toHaveProperty('etag');
});
