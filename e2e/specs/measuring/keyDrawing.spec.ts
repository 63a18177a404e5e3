import { expect, test } from '../../fixtures/fixtures';
import { inspect } from '../../harness/inspect';
import { ctPhantom } from '../../material/phantom';
import { readingOf } from '../../pages/viewer';

test.use({ samples: 'short' });

test('a length is drawn, heard and moved by keys alone; without the crosshair the arrows scroll again', async ({
  page,
  viewer,
  companion,
}) => {
  const { study } = await ctPhantom(companion.dicomWeb);
  await viewer.openStudy(study);
  await expect(page.getByTestId('save')).toBeEnabled();
  const press = async (key: string, times = 1) => {
    for (let i = 0; i < times; i++) await page.keyboard.press(key);
  };
  const crosshair = viewer.pane().locator('[data-layer="crosshair"]');
  const said = page.getByTestId('cursor-said');
  const slice = async () => (await inspect.panes(page))[0]?.index;
  const before = await slice();
  // Without a measuring tool Enter draws nothing.
  await press('Enter');
  await expect(crosshair).toHaveCount(0);
  await press('l');
  await press('Enter');
  await expect(crosshair).toBeVisible();
  await expect(said).toHaveText(/^Crosshair at column \d+, row \d+\. Arrow keys move it/);
  await press('Enter');
  await expect(said).toHaveText(/^Point set at column/);
  await press('Shift+ArrowRight', 4);
  await press('ArrowDown', 3);
  await expect(said).toHaveText(/^Column \d+, row \d+$/);
  await press('Enter');
  const drawn = await viewer.measured(1);
  await expect(said).toHaveText(/^Drawn: .*mm/);
  expect(await slice(), 'the arrows moved the crosshair alone').toBe(before);
  const [[fromX = 0, fromY = 0] = [], [toX = 0, toY = 0] = []] = drawn.pointsPx ?? [];
  expect([Math.round(toX - fromX), Math.round(toY - fromY)]).toEqual([40, 3]);
  const length = readingOf(drawn, 'length');

  // Its end is taken, moved and dropped.
  await press('Enter');
  await expect(said).toHaveText(/^From column/);
  await press('Shift+ArrowRight', 2);
  await press('Enter');
  await expect.poll(async () => readingOf(await viewer.measured(1), 'length')).toBeGreaterThan(length * 1.4);

  // Escape takes back what is begun, then the crosshair.
  await press('Shift+ArrowDown', 4);
  await press('Enter');
  await press('Escape');
  await expect(said).toHaveText(/^Given up/);
  await expect(crosshair).toBeVisible();
  await press('Escape');
  await expect(crosshair).toHaveCount(0);
  await viewer.measured(1);
  await press('Escape');
  await press('ArrowDown');
  await expect.poll(slice).not.toBe(before);
});
