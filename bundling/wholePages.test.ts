import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { withWholePages } from './wholePages';

const path = 'node_modules/pdfjs-dist/legacy/build/pdf.worker.mjs';

test('the reader of PDFs says what it leaves out, and ends what is too large', () => {
  const whole = withWholePages(`/here/${path}`, readFileSync(path, 'utf8')) ?? '';
  expect(whole.match(/warn\([`"]ignoring the rest of the stream/g)).toHaveLength(2);
  expect(whole.match(/warn\("ignoring sub-stream: not there"\)/g)).toHaveLength(2);
  expect(whole).toContain('warn(`ignoring shading');
  expect(whole.match(/postMessage\(\{ notice: "heavy" \}\)/g)).toHaveLength(5);
});

test('a reader that is written otherwise ends the build; other modules are left alone', () => {
  expect(() => withWholePages(`/${path}`, 'info(ex.message);')).toThrow(/another way/);
  expect(withWholePages('/here/other.js', 'info(ex.message);')).toBeUndefined();
});
