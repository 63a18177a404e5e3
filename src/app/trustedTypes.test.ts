import { expect, test } from 'vitest';
import { isOwnScript } from './trustedTypes';

const page = 'https://viewer.example/#/view/main/1.2';

test.each([
  ['https://viewer.example/assets/decode-8aF_x-1.js', true],
  ['/assets/decode.js', true],
  ['https://viewer.example/sub/assets/decode.js', true],
  ['https://evil.example/assets/decode.js', false],
  ['//evil.example/assets/decode.js', false],
  ['data:text/javascript,alert(1)', false],
  ['blob:https://viewer.example/0e1', false],
  ['/dicom-web/studies/1.js', false],
  ['/assets/../dicom-web/x.js', false],
  ['/assets/deeper/x.js', false],
  ['/assets/x.js%2f..%2fy', false],
])('%s is loaded as a worker: %s', (url, expected) => {
  expect(isOwnScript(url, page, false)).toBe(expected);
});
