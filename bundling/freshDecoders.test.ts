import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { withFreshDecoder } from './freshDecoders';

const folder = 'node_modules/@cornerstonejs/dicom-image-loader/dist/esm/shared/decoders';

test.each([
  ['decodeJPEG2000', 'J2KDecoder'],
  ['decodeJPEGLS', 'JpegLSDecoder'],
  ['decodeJPEGBaseline8Bit', 'JPEGDecoder'],
])('%s makes a decoder for each frame', (module, name) => {
  const path = `${folder}/${module}.js`;
  const fresh = withFreshDecoder(`/here/${path}`, readFileSync(path, 'utf8'));
  expect(fresh).toContain(
    `local.decoder?.delete(); const decoder = (local.decoder = new local.codec.${name}());`,
  );
});

test('the decoder of lossless JPEG is asked how far it came', () => {
  const path = `${folder}/decodeJPEGLossless.js`;
  const whole = withFreshDecoder(`/here/${path}`, readFileSync(path, 'utf8'));
  expect(whole).toMatch(/decoder\.decode\(buffer.*\); if \(decoder\.yLoc < decoder\.yDim\) throw/);
  expect(() => withFreshDecoder(`/${path}`, 'const data = decoder.decode();')).toThrow(/half a frame/);
});

test('a decoder that is taken otherwise ends the build; other modules are left alone', () => {
  expect(() => withFreshDecoder(`/${folder}/decodeJPEG2000.js`, 'const decoder = take();')).toThrow(
    /another way/,
  );
  expect(withFreshDecoder(`/${folder}/decodeHTJ2K.js`, 'const decoder = local.decoder;')).toBeUndefined();
});
