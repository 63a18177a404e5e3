import { expect, test } from 'vitest';
import { isEmbedOrigin } from './embedOrigin';

test.each([
  'https://ehr.example.org',
  'https://ehr.example.org:8443',
  'https://10.0.0.5',
  'https://[fd00::5]',
  'http://localhost:9000',
  'http://127.0.0.1:9000',
  'http://[::1]',
])('%s may embed', (origin) => expect(isEmbedOrigin(origin)).toBe(true));

test.each([
  ['a slash at the end', 'https://ehr.example.org/'],
  ['a path', 'https://ehr.example.org/app'],
  ['a wildcard', 'https://*.example.org'],
  ['everybody', '*'],
  ['a scheme alone', 'https:'],
  ['no https', 'http://ehr.example.org'],
  ['a name that begins like this machine', 'http://localhost.example.org'],
  ['capitals, which browsers do not send', 'https://EHR.example.org'],
  ['the usual port, which browsers do not send', 'https://ehr.example.org:443'],
  ['a port that there is not', 'https://ehr.example.org:99999'],
  ['a password', 'https://a:b@ehr.example.org'],
  ['a second directive', "https://ehr.example.org; script-src 'unsafe-inline'"],
  ['two at once', 'https://a.example https://b.example'],
  ['a line of its own', 'https://ehr.example.org\n'],
  ['an opaque origin', 'null'],
  ['nothing', ''],
])('%s is no origin that may embed: %j', (_, text) => expect(isEmbedOrigin(text)).toBe(false));
