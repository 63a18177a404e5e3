import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { toSeriesUid, toSopUid } from '@/dicom/dataset/uid';
import { en } from '@/i18n/en';
import { saveDialog } from '@/i18n/en/saveDialog';
import { decodeLink, encodeLink } from '@/view/link/codec';
import { rows, SERIES_UID, SOP_UID, attributeText } from '../../harness/dicomWeb';
import { expect, test } from '../../fixtures/fixtures';
import { house } from '../../harness/identityProvider';
import { inspect } from '../../harness/inspect';
import { partsOf } from '../../harness/multipart';
import { Viewer } from '../../pages/viewer';
import { ctPhantom } from '../../material/phantom';
import { errorsOf } from '../../harness/validator';

test.use({ samples: 'short' });

test('a view is saved along with its link: report, presentation state and the document that lists them', async ({
  page,
  colleague,
  companion: open,
  folder,
}) => {
  test.setTimeout(180_000);
  const { study } = await ctPhantom(open.dicomWeb);
  const companion = await house(folder, { demoLogin: false });
  const viewer = new Viewer(page, companion.url);
  await viewer.openStudy(study);
  await viewer.preset(/lung/i);
  await viewer.tool('length').click();
  await viewer.drag(await viewer.fromMiddle(-60, -30), await viewer.fromMiddle(50, 20));
  await viewer.measured(1);
  const before = await viewer.share();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('checkbox', { name: saveDialog['save.view'] }).check();
  await expect(dialog.getByText(saveDialog['save.view.saved'])).toBeVisible({ timeout: 30_000 });
  const field = dialog.getByRole('textbox', { name: /link/i });
  await expect(field).not.toHaveValue(before);
  const link = await field.inputValue();
  const decoded = decodeLink(new URL(link).hash);
  if (!decoded.ok || !decoded.saved) throw new Error(`names no document: ${link}`);
  const { saved } = decoded;

  // In the archive stand one of each, valid, and the list names the others.
  const root = companion.dicomWeb;
  const written = new Map<string, string>();
  for (const row of await rows(root, `studies/${study}/series`)) {
    const series = attributeText(row, SERIES_UID);
    const modality = attributeText(row, '00080060');
    if (!['SR', 'PR', 'KO'].includes(modality)) continue;
    const [object] = await rows(root, `studies/${study}/series/${series}/metadata`);
    if (!object || attributeText(object, '00080070') !== 'Isocenter') continue;
    const sop = attributeText(object, SOP_UID);
    written.set(modality, sop);
    const answer = await fetch(`${root}/studies/${study}/series/${series}/instances/${sop}`, {
      headers: { accept: 'multipart/related; type="application/dicom"' },
    });
    const [part] = partsOf(Buffer.from(await answer.arrayBuffer()), answer.headers.get('content-type') ?? '');
    const file = join(folder, `${modality}.dcm`);
    writeFileSync(file, part?.body ?? Buffer.alloc(0));
    expect(errorsOf(file), modality).toEqual([]);
  }
  expect([...written.keys()].sort()).toEqual(['KO', 'PR', 'SR']);
  expect(written.get('KO')).toBe(saved.sop);
  const [list] = await rows(root, `studies/${study}/series/${saved.series}/metadata`);
  const text = JSON.stringify(list?.['0040A730']);
  const sop = (await inspect.panes(page))[0]?.sopUid ?? '?';
  for (const named of [sop, written.get('PR') ?? '?', written.get('SR') ?? '?'])
    expect(text).toContain(named);

  // Whoever opens the link sees the same, and knows that it is saved.
  const theirs = new Viewer(colleague, companion.url);
  await colleague.goto(link);
  await theirs.shown();
  await theirs.measured(1);
  await expect
    .poll(async () => (await inspect.measurements(colleague)).map((one) => one.saved))
    .toEqual([true]);
  await expect.poll(() => inspect.view(colleague)).toEqual(await inspect.view(page));
  await expect(colleague.getByText(en['dropped.saved'])).toHaveCount(0);
  await companion.stop();
});

test('a link whose saved view is not there opens all the same, and says so', async ({ page, companion }) => {
  const viewer = new Viewer(page, companion.url);
  const { study } = await ctPhantom(companion.dicomWeb);
  const link = decodeLink(`/view/${await viewer.archiveId()}/${study}`);
  const [series, sop] = [toSeriesUid('1.2.3.4'), toSopUid('1.2.3.4.5')];
  if (!link.ok || !series || !sop) throw new Error('no link');
  await page.goto(`${companion.url}/#${encodeLink({ ...link, saved: { series, sop } })}`);
  await viewer.shown();
  await expect(page.getByText(en['dropped.saved'])).toBeVisible();
});

test('where nothing can be stored, saving the view is told to have failed, and the link stays', async ({
  page,
  companion,
}) => {
  const viewer = new Viewer(page, companion.url);
  await viewer.openStudy((await ctPhantom(companion.dicomWeb)).study);
  await page.route('**/dicom-web/studies/*', (route) =>
    route.request().method() === 'POST' ? route.fulfill({ status: 403, body: '' }) : route.fallback(),
  );
  const before = await viewer.share();
  const dialog = page.getByRole('dialog');
  await dialog.getByText(saveDialog['save.view']).click();
  await expect(dialog.getByText(saveDialog['save.view.failed'])).toBeVisible();
  await expect(dialog.getByRole('textbox', { name: /link/i })).toHaveValue(before);
});
