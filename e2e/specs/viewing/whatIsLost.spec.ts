import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { en } from '@/i18n/en';
import { imageWarningText } from '@/i18n/en/imageWarningText';
import { srText } from '@/i18n/en/srText';
import { ctImage, sequence, writeDicom, type Attributes } from '../../../server/testing/writeDicom';
import { expect, test } from '../../fixtures/fixtures';
import { startCompanion } from '../../harness/companion';
import { Viewer } from '../../pages/viewer';

const ROOT = '1.2.826.0.1.3680043.10.1.990';
const SIDE = 32;
const study = (at: number) => `${ROOT}.${at}`;
const image = (at: number, more: Attributes = {}) =>
  ctImage(
    { study: study(at), series: `${study(at)}.1`, sop: `${study(at)}.1.1` },
    {
      '00280010': ['US', SIDE],
      '00280011': ['US', SIDE],
      '7FE00010': ['OW', Buffer.from(Uint16Array.from({ length: SIDE * SIDE }, (_, i) => i).buffer)],
      ...more,
    },
  );
const overlay = (bits: Buffer, top = 1): Attributes => ({
  '60000010': ['US', SIDE],
  '60000011': ['US', SIDE],
  '60000040': ['CS', 'G'],
  '60000050': ['SS', Buffer.from(Int16Array.from([top, 1]).buffer)],
  '60000100': ['US', 1],
  '60000102': ['US', 0],
  '60003000': ['OW', bits],
});
const WHOLE = Buffer.alloc((SIDE * SIDE) / 8, 0xff);
const PRIVATE = '1.2.840.113619.5.2';
/** Controls that write what is behind them from right to left. */
const OVERRIDE = '\u202E';

/** A report of sections in sections, with a text in the deepest. */
function deepReport(levels: number): Buffer {
  const coded = (meaning: string) =>
    sequence({ '00080100': ['SH', '1'], '00080102': ['SH', '99T'], '00080104': ['LO', meaning] });
  let content: Attributes = {
    '0040A010': ['CS', 'CONTAINS'],
    '0040A040': ['CS', 'TEXT'],
    '0040A043': ['SQ', coded('Finding')],
    '0040A160': ['UT', 'Deepest'],
  };
  for (let level = levels; level > 0; level -= 1)
    content = {
      '0040A010': ['CS', 'CONTAINS'],
      '0040A040': ['CS', 'CONTAINER'],
      '0040A043': ['SQ', coded(`Level ${level}`)],
      '0040A730': ['SQ', sequence(content)],
    };
  return writeDicom({
    '00080016': ['UI', '1.2.840.10008.5.1.4.1.1.88.33'],
    '00080018': ['UI', `${study(2)}.1.1`],
    '00080060': ['CS', 'SR'],
    '00100010': ['PN', 'Test^One'],
    '00100020': ['LO', 'ID1'],
    '0020000D': ['UI', study(2)],
    '0020000E': ['UI', `${study(2)}.1`],
    '0040A040': ['CS', 'CONTAINER'],
    '0040A043': ['SQ', coded('Report')],
    '0040A730': ['SQ', sequence(content)],
  });
}

test('what of a file is not shown, or not as it was sent, is said in its pane', async ({ page, folder }) => {
  const files = join(folder, 'files');
  mkdirSync(files);
  const put = (name: string, bytes: Buffer) => writeFileSync(join(files, `${name}.dcm`), bytes);
  put('private', writeDicom(image(1), PRIVATE));
  put('deep', deepReport(500));
  put('short', writeDicom(image(3, overlay(WHOLE.subarray(0, 100)))));
  put('outside', writeDicom(image(4, overlay(WHOLE, 30_000))));
  put('narrow', writeDicom(image(5, { '00280011': ['US', SIDE - 4] })));
  // The file's text is UTF-8 (PS3.3 C.12.1.1.2).
  const name = Buffer.from(`Doe^${OVERRIDE}enaJ `, 'utf8');
  put('turned', writeDicom({ '00080005': ['CS', 'ISO_IR 192'], ...image(6, { '00100010': ['PN', name] }) }));
  const companion = await startCompanion({ data: files, noSamples: true });
  const viewer = new Viewer(page, companion.url);

  await page.goto(`${companion.url}/#/view/main/${study(1)}`);
  const refused = en['fault.transferSyntax.pane'].replace('{{expected}}', PRIVATE);
  await expect(viewer.pane().getByText(refused)).toBeVisible();

  await page.goto(`${companion.url}/#/view/main/${study(2)}`);
  await expect(page.getByTestId('sr').getByText('Level 60')).toBeAttached();
  await expect(page.getByTestId('sr').getByText(srText['sr.lost'])).toBeAttached();
  await expect(page.getByText(srText['sr.empty'])).toHaveCount(0);

  for (const [at, told] of [
    [3, en['pane.graphics.damaged']],
    [4, en['pane.graphics.outside']],
    [5, imageWarningText['imageWarning.morePixels']],
  ] as const) {
    await viewer.openStudy(study(at));
    await viewer.shown();
    await expect(viewer.pane().getByText(told)).toBeVisible();
  }

  await viewer.openStudy(study(6));
  await viewer.shown();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Doe, �\uFE04enaJ$/);
  expect(await page.content()).not.toContain(OVERRIDE);
  await page.goto(companion.url);
  await expect(page.getByText(/�\uFE04enaJ/).first()).toBeVisible();
  expect(await page.content()).not.toContain(OVERRIDE);
  await companion.stop();
});
