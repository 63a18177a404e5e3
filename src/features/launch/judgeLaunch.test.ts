import { expect, test, vi } from 'vitest';
import { isEhrOrigin, isFhirBase } from '@/protocol/smart';
import { judgeLaunch } from './judgeLaunch';
import { idOf } from './launchContext';
import type { Ehr } from './launched';

const ISS = 'https://ehr.example.org/fhir';
const EHR: Ehr = { iss: ISS, name: 'EHR', clientId: 'iso', scope: 'launch openid', origins: [] };
const launchOf = (iss: string) => `?iss=${encodeURIComponent(iss)}&launch=abc`;

test('a launch of an EHR of the settings, and an answer, are read', () => {
  expect(judgeLaunch(launchOf(ISS), [EHR])).toEqual({ is: 'launch', ehr: EHR, launch: 'abc' });
  expect(judgeLaunch('?code=a&state=b', [EHR])).toEqual({ is: 'answer' });
  expect(judgeLaunch('?error=access_denied&state=b', [EHR])).toEqual({ is: 'answer' });
});

test.each([
  'https://evil.example/fhir',
  'http://ehr.example.org/fhir',
  'https://ehr.example.org/fhir/',
  'https://ehr.example.org/fhir/.',
  'https://ehr.example.org/FHIR',
  'https://ehr.example.org/fhir?x=1',
  'https://ehr.example.org/fhir#x',
  'https://ehr.example.org:443/fhir',
  'https://EHR.example.org/fhir',
  'https://ehr.example.org@evil.example/fhir',
  'https://user:pass@ehr.example.org/fhir',
  'https://ehr.example.org.evil.example/fhir',
  ' https://ehr.example.org/fhir',
  'https://ehr.example.org/fhir/../fhir',
  'https://ehr.example.org\\fhir',
  'file:///etc/passwd',
])('%s is none of the settings, and nothing is asked of it', (iss) => {
  const asked = vi.fn();
  vi.stubGlobal('fetch', asked);
  expect(() => judgeLaunch(launchOf(iss), [EHR])).toThrow(expect.objectContaining({ why: 'unknown' }));
  expect(() => judgeLaunch(launchOf(ISS), [])).toThrow(expect.objectContaining({ why: 'unknown' }));
  expect(asked).not.toHaveBeenCalled();
  vi.unstubAllGlobals();
});

test.each([
  '?iss=a',
  '?launch=a',
  `${launchOf(ISS)}&iss=https://evil.example`,
  `${launchOf(ISS)}&launch=b`,
  `?iss=${ISS}&launch=`,
  `?iss=${ISS}&launch=${'x'.repeat(4_001)}`,
  '?state=a',
  '?state=a&state=b&code=c',
  '?state=a&code=b&code=c',
  '?state=a&code=b&error=c',
  '?state=a&code=b&iss=c&iss=d',
])('%s is no launch', (search) => {
  expect(() => judgeLaunch(search, [EHR])).toThrow(expect.objectContaining({ why: 'malformed' }));
});

test.each([
  [ISS, true],
  [`${ISS}/`, true],
  ['https://ehr.example.org', true],
  ['https://ehr.example.org:8443/fhir/r4', true],
  ['http://localhost:9000/fhir', true],
  ['http://ehr.example.org/fhir', false],
  ['https://a@ehr.example.org/fhir', false],
  ['https://ehr.example.org/fhir?x', false],
  ['https://ehr.example.org/fhir#x', false],
  ['https://ehr.example.org/a/../b', false],
  ['https://EHR.example.org/fhir', false],
  ["https://ehr.example.org/fhir;script-src'", false],
  ['https://*.example.org', false],
  ['ehr.example.org', false],
])('%s may be named in the settings: %s', (iss, may) => {
  expect(isFhirBase(iss)).toBe(may);
});

test('an origin is written as browsers write it', () => {
  expect(['https://login.example.org', 'https://a.b:8443'].every(isEhrOrigin)).toBe(true);
  const stray = [
    'https://login.example.org/',
    'https://a/b',
    'http://a',
    'https://*',
    'https://A',
    'https://a b',
  ];
  expect(stray.filter(isEhrOrigin)).toEqual([]);
});

test.each([
  ['ImagingStudy/a1', 'a1'],
  [`${ISS}/ImagingStudy/a1`, 'a1'],
  ['ImagingStudy/a1/_history/2', 'a1'],
  ['https://evil.example/ImagingStudy/a1', undefined],
  ['Patient/a1', undefined],
  ['ImagingStudy/../Patient/a1', undefined],
  ['ImagingStudy/a1?x', undefined],
  ['ImagingStudy/', undefined],
  [7, undefined],
])('%s names %s on the EHR’s own server', (reference, id) => {
  expect(idOf(reference, 'ImagingStudy', ISS)).toBe(id);
});
