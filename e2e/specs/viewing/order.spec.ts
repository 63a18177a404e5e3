import type { Page } from '@playwright/test';
import { startCompanion } from '../../harness/companion';
import { expect, test } from '../../fixtures/fixtures';
import { inspect } from '../../harness/inspect';
import { DISORDERS, ORDERS_STUDY, seriesOf, sopsOf, writeOrders } from '../../material/orders';
import { Viewer } from '../../pages/viewer';
import { imageWarningText } from '@/i18n/en/imageWarningText';

const first = async (page: Page) => (await inspect.panes(page))[0];

/** The images of the first pane's series in the order in which the keys go through them, with their grey. */
async function goThrough(page: Page, count: number): Promise<{ sops: string[]; greys: number[] }> {
  const [sops, greys]: [string[], number[]] = [[], []];
  await page.keyboard.press('Home');
  for (let place = 0; place < count; place++) {
    await expect
      .poll(
        async () => {
          const pane = await first(page);
          return pane?.state === 'shown' ? pane.index : undefined;
        },
        { intervals: [5, 10, 20, 40, 80] },
      )
      .toBe(place);
    const pane = await first(page);
    sops.push(pane?.sopUid ?? '');
    greys.push((await inspect.pixels(page, 0))?.mean ?? 0);
    await page.keyboard.press('ArrowDown');
  }
  return { sops, greys };
}

test('series in every disorder are shown in order, and what is doubtful stands on the picture', async ({
  page,
  folder,
}) => {
  writeOrders(folder);
  const companion = await startCompanion({ data: folder, noSamples: true });
  await page.setViewportSize({ width: 1440, height: 700 });
  const viewer = new Viewer(page, companion.url);
  await viewer.openStudy(ORDERS_STUDY);
  const tags = page
    .locator('[data-pane="0"]')
    .getByRole('list', { name: imageWarningText['imageWarning.name'] });
  for (const [at, { name, warnings, stacks }] of DISORDERS.entries()) {
    await test.step(name, async () => {
      await viewer.place(seriesOf(at));
      await expect.poll(async () => (await first(page))?.seriesUid).toBe(seriesOf(at));
      await viewer.loaded(viewer.thumbOf(seriesOf(at)));
      const wanted = sopsOf(at);
      const { sops, greys } = await goThrough(page, wanted.length);
      expect(sops).toEqual(wanted);
      expect(greys).toEqual(wanted.map((_, place) => 10 * (place + 1)));
      await expect(tags.getByRole('listitem')).toHaveText([...warnings]);
      const { order } = (await first(page)) ?? {};
      expect(order?.parts?.map(({ count }) => count)).toEqual(stacks);
    });
  }

  // Each stack of a series is in reach: by its button in the series list, and by a key.
  const mixed = DISORDERS.findIndex(({ stacks }) => stacks.length === 2);
  await viewer.place(seriesOf(mixed));
  await page.getByRole('button', { name: 'Stack 2 of 2, coronal: 4 images' }).click();
  await expect.poll(async () => (await first(page))?.sopUid).toBe(sopsOf(mixed)[4]);
  await expect(viewer.pane()).toContainText('Stack 2 of 2, coronal');
  await viewer.pane().focus();
  await page.keyboard.press('j');
  await expect.poll(async () => (await first(page))?.sopUid).toBe(sopsOf(mixed)[0]);
  await expect(viewer.pane()).toContainText('Stack 1 of 2, axial');
  await companion.stop();
});
