import { networkInterfaces } from 'node:os';
import { startCompanion } from '../../harness/companion';
import { ctPhantom } from '../../material/phantom';
import { expect, test } from '../../fixtures/fixtures';
import { linkSamples } from '../../harness/machine';
import { Viewer } from '../../pages/viewer';

test.use({ samples: 'short' });

const onNetwork = Object.values(networkInterfaces())
  .flatMap((each) => each ?? [])
  .find(({ internal, family }) => !internal && family === 'IPv4');

test('where everybody reaches the page it says so, and a link of this machine says where others reach it', async ({
  page,
  folder,
}) => {
  test.skip(onNetwork === undefined, 'needs a network, which is not here');
  linkSamples(folder, 'short');
  const companion = await startCompanion({ data: folder, noSamples: true, host: '0.0.0.0' });
  const viewer = new Viewer(page, companion.url);
  await page.goto(companion.url);
  const notice = page.getByTestId('open-door');
  await expect(notice).toContainText('whoever reaches this address sees every study');
  await notice.getByRole('button', { name: 'Hide' }).click();
  await expect(notice).toHaveCount(0);
  await page.reload();
  await expect(page.getByTestId('share').or(page.locator('.wl-top'))).toBeVisible();
  await expect(notice).toHaveCount(0);

  const { study } = await ctPhantom(companion.dicomWeb);
  await viewer.openStudy(study);
  await expect(notice, 'never over pictures').toHaveCount(0);
  const link = await viewer.share();
  const note = page.getByRole('dialog').getByTestId('local-only');
  await expect(note).toContainText('works on this machine only');
  const port = new URL(companion.url).port;
  const other = note.getByRole('link', { name: `http://${onNetwork?.address ?? ''}:${port}/` });
  const href = (await other.getAttribute('href')) ?? '';
  expect(new URL(href).hash).toBe(new URL(link).hash);
  expect((await fetch(`${new URL(href).origin}/dicom-web/studies?limit=1`)).status).toBe(200);
  await companion.stop();
});

test('on this machine alone a link says how it would reach others, and no warning stands above the list', async ({
  page,
  companion,
}) => {
  const { study } = await ctPhantom(companion.dicomWeb);
  const viewer = new Viewer(page, companion.url);
  await viewer.openStudy(study);
  await viewer.share();
  const note = page.getByRole('dialog').getByTestId('local-only');
  await expect(note).toContainText('--host 0.0.0.0');
  await expect(note.getByRole('link')).toHaveCount(0);
  const config = (await (await fetch(`${companion.url}/config.json`)).json()) as object;
  expect(config).toMatchObject({ reach: { isOpen: false, addresses: [] } });
});

test('a second companion over one folder does not start, and says why; over what a killed one left, it does', async ({
  folder,
}) => {
  const first = await startCompanion({ data: folder, noSamples: true });
  await expect(startCompanion({ data: folder, noSamples: true })).rejects.toThrow(
    /Another Isocenter works on .*: they would not see what each other stores\. Stop it, or name another folder with --data/,
  );
  await first.kill();
  const second = await startCompanion({ data: folder, noSamples: true });
  await second.stop();
});
