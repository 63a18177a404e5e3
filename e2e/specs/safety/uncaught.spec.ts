import { faults } from '@/i18n/en/faults';
import { en } from '@/i18n/en';
import { expect, test } from '../../fixtures/fixtures';
import { MARKED } from '../../material/marked';
import { inspect } from '../../harness/inspect';
import { Viewer } from '../../pages/viewer';

test('an error that nobody caught ends the load at once, under its true name; it can be tried again', async ({
  page,
  marked,
  guard,
}) => {
  guard.forgive(/broken on purpose/);
  const viewer = new Viewer(page, marked.url);
  await viewer.openStudy(MARKED.anna);
  // The engine is there, not only its first picture: it is what waits for others.
  await inspect.pixels(page, 0);
  const series = MARKED.series('anna', MARKED.lossy);
  let isHanging = true;
  await page.route(`**/series/${series}/metadata`, (route) => (isHanging ? undefined : route.continue()));
  await viewer.thumbOf(series).click();
  await expect(viewer.pane()).toHaveAttribute('data-state', 'loading');
  await page.evaluate(() => void Promise.reject(new Error('broken on purpose')));
  await expect(viewer.pane()).toHaveAttribute('data-state', 'failed');
  await expect(viewer.pane().getByRole('alert')).toContainText(faults['fault.defect']);
  isHanging = false;
  await viewer.pane().getByRole('button', { name: en['common.retry'] }).click();
  await viewer.shown();
});

test('a pane whose reader breaks says so; the other pane lives on', async ({ page, marked }) => {
  const broken = `export default function Broken() { throw new Error('broken on purpose'); }`;
  await page.route(/\/SrPane-[^/]*\.js$/, (route) =>
    route.fulfill({ body: broken, contentType: 'text/javascript' }),
  );
  const viewer = new Viewer(page, marked.url);
  await viewer.openStudy(MARKED.anna);
  await viewer.grid(1, 2);
  // An empty pane says whose study it belongs to, and of what day.
  for (const part of ['pane-patient', 'pane-about', 'pane-where'])
    await expect(viewer.pane(1).getByTestId(part)).toHaveText(/./);
  await expect(viewer.pane(1).getByTestId('pane-patient')).toHaveText(
    (await viewer.pane(0).getByTestId('pane-patient').textContent()) ?? '',
  );
  const day = (await viewer.pane(1).getByTestId('pane-where').textContent()) ?? '';
  await viewer.pane(1).click();
  await viewer.thumbOf(MARKED.series('anna', MARKED.report)).click();
  await expect(viewer.pane(1).getByRole('alert')).toContainText(faults['fault.defect']);
  await viewer.shown(0);
  await viewer.pane(1).focus();
  await viewer.thumbOf(MARKED.series('anna', MARKED.plain)).click();
  await viewer.shown(0);
  // An archive that denies what it lists: no padlock, no "moved" alone, and the day of the study stays.
  // Its objects one by one too: they are asked for where the whole is not described.
  const denied = MARKED.series('anna', MARKED.mosaic);
  await page.route(`**/series/${denied}/**`, (route) => route.fulfill({ status: 404 }));
  await viewer.thumbOf(denied).click();
  await expect(viewer.pane(1).getByRole('alert')).toContainText(en['state.notDescribed']);
  await expect(viewer.pane(1).getByTestId('pane-where')).toContainText(day);
  await viewer.thumbOf(MARKED.series('anna', MARKED.plain)).click();
  await expect(viewer.pane(1).getByRole('alert')).toHaveCount(0);
  // So does its tile, also once the pane goes on to another series.
  await expect(viewer.thumbOf(denied)).toHaveAccessibleName(new RegExp(en['series.refused']));
});
