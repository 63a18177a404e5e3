import { ctPhantom } from '../../material/phantom';
import { expect, test } from '../../fixtures/fixtures';
import { hurry } from '../../harness/hurry';
import { inspect } from '../../harness/inspect';
import { Viewer } from '../../pages/viewer';

test('archive stopped in the middle of a load: a sentence, what is loaded works, and it goes on by itself', async ({
  page,
  companion,
  faults,
}) => {
  test.slow();
  const found = await ctPhantom(companion.dicomWeb);
  await hurry(page);
  const viewer = new Viewer(page, faults.url);
  // A few slices of the phantom in the time it takes to look, also for who looks slowly.
  faults.rule({
    path: /\/series\/[\d.]+(\?|$)|\/frames\//,
    fault: { kind: 'throttle', bytesPerSecond: 3_000_000 },
  });
  await viewer.openStudy(found.study);
  await viewer.place(found.series);
  await viewer.shown();
  const loaded = async () => {
    const load = Object.entries(await inspect.loading(page)).find(([key]) => key.includes(found.series));
    return load?.[1].loaded ?? 0;
  };
  await expect.poll(loaded, { intervals: [50] }).toBeGreaterThan(10);
  await faults.stop();
  const atStop = await loaded();
  expect(atStop).toBeLessThan(found.sops.length);

  await expect(page.getByText(/does not answer|not reach|no connection/i).first()).toBeVisible({
    timeout: 25_000,
  });

  // What is here stays usable: scroll among the loaded, window, measure.
  await page.keyboard.press('Home');
  await viewer.shown();
  await page.keyboard.press('ArrowDown');
  await viewer.shown();
  await viewer.tool('length').click();
  await viewer.drag(await viewer.fromMiddle(-50, 0), await viewer.fromMiddle(50, 0));
  await viewer.measured(1);

  // What is not here says so, in its pane.
  await page.keyboard.press('End');
  await expect(viewer.pane()).toHaveAttribute('data-state', /unreachable|loading/, { timeout: 25_000 });
  await expect(viewer.pane()).toHaveAttribute('data-state', 'unreachable', { timeout: 25_000 });

  faults.clear();
  await faults.start();
  await viewer.shown(0, 60_000);
  await viewer.loaded(viewer.thumbOf(found.series));
  expect((await inspect.measurements(page)).length).toBe(1);
});
