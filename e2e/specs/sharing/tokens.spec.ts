import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startCompanion } from '../../harness/companion';
import { rows, attributeText } from '../../harness/dicomWeb';
import { startFaultProxy } from '../../harness/faultProxy';
import { expect, test } from '../../fixtures/fixtures';
import { house } from '../../harness/identityProvider';
import { keptInContext, watchTokens } from '../../harness/tokenWatch';
import { inspect } from '../../harness/inspect';
import { linkSamples, SHORT_SLICES } from '../../harness/machine';
import { freePort } from '../../harness/ports';
import { SignIn } from '../../pages/signIn';
import { Viewer } from '../../pages/viewer';
import { ctPhantom } from '../../material/phantom';

test.use({ samples: 'short' });

/** Another digit in place of the sixth of a UID of 2.25: as long as before, and another object. */
const twinOf = (uid: string): string => {
  const digit = uid[5] ?? '0';
  return `${uid.slice(0, 5)}${digit === '7' ? '6' : '7'}${uid.slice(6)}`;
};

/** Gives the phantom a second series: the same pixels under other UIDs. */
function addTwin(data: string, series: string, sops: readonly string[]): string {
  const changes = new Map([series, ...sops].map((uid) => [uid, twinOf(uid)]));
  for (const entry of readdirSync(data, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue;
    const text = readFileSync(join(entry.parentPath, entry.name)).toString('latin1');
    if (!text.includes(series)) continue;
    const twin = text.replace(/2\.25\.\d{30,}/g, (uid) => changes.get(uid) ?? uid);
    writeFileSync(join(data, `twin-${entry.name}`), Buffer.from(twin, 'latin1'));
  }
  return twinOf(series);
}

test('tokens end all along: 42 slices load and 20 measurements are saved, and no token goes astray', async ({
  page,
  context,
  folder,
  companion: open,
}) => {
  test.setTimeout(300_000);
  const { study, series } = await ctPhantom(open.dicomWeb);
  const metadata = await rows(open.dicomWeb, `studies/${study}/series/${series}/metadata`);
  const data = join(folder, 'data');
  linkSamples(data, 'short');
  const twin = addTwin(
    data,
    series,
    metadata.map((row) => attributeText(row, '00080018')),
  );
  const proxyPort = await freePort();
  const allowHost = `127.0.0.1:${proxyPort}`;
  const companion = await house(folder, { data, tokenSeconds: 4, allowHost }, 'short');
  const proxy = await startFaultProxy(companion.url, proxyPort);
  // Slices one by one and slowly, and an issuer that takes its time: tokens end before their successors come.
  proxy.rule({
    path: /\/dicom-web\/studies\/[\d.]+\/series\/[\d.]+$/,
    method: 'GET',
    fault: { kind: 'status', status: 406 },
  });
  proxy.rule({
    path: /\/instances\/[\d.]+(\/frames\/1)?$/,
    method: 'GET',
    fault: { kind: 'delay', ms: 900 },
  });
  proxy.rule({ path: /\/demo-login\/token$/, fault: { kind: 'delay', ms: 1_600 } });
  const tokens = watchTokens(context);
  let refused = 0;
  context.on('response', (response) => {
    if (response.status() === 401) refused += 1;
  });
  const signIn = new SignIn(page);
  const viewer = new Viewer(page, proxy.url);
  await page.goto(`${proxy.url}/#/view/main/${study}`);
  await signIn.as('Dr Ada Demo');
  for (const uid of [series, twin]) {
    await viewer.place(uid);
    await viewer.shown();
    await viewer.loaded(viewer.thumbOf(uid));
  }
  const loads = Object.values(await inspect.loading(page));
  expect(loads.reduce((sum, { loaded }) => sum + loaded, 0)).toBe(2 * SHORT_SLICES);
  expect(loads.reduce((sum, { failed }) => sum + failed, 0)).toBe(0);

  await viewer.tool('length').click();
  for (let i = 0; i < 20; i += 1) {
    await viewer.drag(
      await viewer.fromMiddle(-120, 12 * i - 120),
      await viewer.fromMiddle(100, 12 * i - 114),
    );
    await viewer.measured(i + 1);
  }
  await page.keyboard.press('Control+s');
  const dialog = page.getByRole('dialog', { name: /^Save to the archive$/ });
  await dialog.getByRole('button', { name: /^Save$/ }).click();
  await expect(dialog.locator('[data-kind="report"]')).toContainText(
    /Saved: the archive has it as it was written/,
    {
      timeout: 60_000,
    },
  );
  expect((await inspect.measurements(page)).every(({ saved }) => saved)).toBe(true);
  await expect(page.getByRole('alert')).toHaveCount(0);

  // That tokens ended on the way is what this test is about.
  expect(refused).toBeGreaterThan(0);
  expect(tokens.asked()).toBeGreaterThan(3);
  expect(tokens.abreast()).toBe(1);
  expect(await tokens.origins()).toEqual(new Set([proxy.url]));
  expect(await tokens.leaks()).toEqual([]);
  expect(await keptInContext(context)).not.toMatch(/eyJ[\w-]{10,}|access_token|refresh_token|Ada/);
  await proxy.close();
  await companion.stop();

  // The document says who made it.
  const after = await startCompanion({ data, noSamples: true });
  const found = (await rows(after.dicomWeb, `studies/${study}/series`)).find(
    (row) => attributeText(row, '00080060') === 'SR',
  );
  const saved = await rows(
    after.dicomWeb,
    `studies/${study}/series/${attributeText(found ?? {}, '0020000E')}/metadata`,
  );
  expect(JSON.stringify(saved)).toContain('Dr Ada Demo');
  await after.stop();
});
