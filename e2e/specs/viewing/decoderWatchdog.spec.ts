import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { en } from '@/i18n/en';
import { rows, STUDY_UID, attributeText } from '../../harness/dicomWeb';
import { expect, test } from '../../fixtures/fixtures';
import { inspect } from '../../harness/inspect';
import { ROOT } from '../../harness/machine';

/** The built decode worker: what the page asks for when it starts. */
const WORKER = readdirSync(join(ROOT, 'dist', 'assets')).find((name) =>
  /^decodeImageFrameWorker-.*\.js$/.test(name),
);

/** Runs before the real worker: the frame that it is given is decoded for ever. */
const HANGS_ONCE = `
  let early = [];
  self.addEventListener('message', ({ data }) => {
    const tasks = (data.argumentList ?? []).map(({ value }) => value);
    if (tasks.some((task) => task?.pixelData)) for (;;);
    early?.push(data);
  });
  await import('./${WORKER}?real');
  const missed = early;
  early = undefined;
  for (const data of missed) self.dispatchEvent(new MessageEvent('message', { data }));
`;

test('a codec that hangs costs its one image: the pane says so after 10 s, and the other images come', async ({
  page,
  companion,
  viewer,
}) => {
  test.setTimeout(180_000);
  let spoilt = 0;
  // The frame is decoded before the engine and with it: both workers are spoilt. Those that take their place are the real ones.
  await page.route(`**/assets/${WORKER}`, async (route) => {
    spoilt += 1;
    if (spoilt > 2) return route.continue();
    await route.fulfill({ contentType: 'text/javascript', body: HANGS_ONCE });
  });
  const studies = await rows(companion.dicomWeb, 'studies?PatientID=SAMPLE-XA');
  const study = studies[0] ? attributeText(studies[0], STUDY_UID) : '';
  await page.goto(`${companion.url}/?StudyInstanceUIDs=${study}`);
  await expect(viewer.pane()).toHaveAttribute('data-state', 'unverified', { timeout: 60_000 });
  await expect(viewer.pane()).toContainText(en['fault.codec-stopped.pane']);
  expect(await inspect.pixels(page, 0)).toBeUndefined();
  await expect
    .poll(async () => Object.values(await inspect.loading(page))[0], { timeout: 60_000 })
    .toEqual({ wanted: 96, loaded: 95, failed: 1 });
  await viewer.button(en['common.retry']).click();
  await viewer.shown();
});
