import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { en } from '@/i18n/en';
import { startCompanion, type Companion } from '../../harness/companion';
import { expect, test } from '../../fixtures/fixtures';
import { inspect } from '../../harness/inspect';
import { E2E_CACHE } from '../../harness/machine';
import { atBothSizes } from '../../harness/sizes';
import { MANY, writeManySeries } from '../../material/manySeries';
import { Viewer } from '../../pages/viewer';
import { Worklist } from '../../pages/worklist';

let companion: Companion;
let data = '';
test.beforeAll(async () => {
  data = mkdtempSync(join(E2E_CACHE, 'data-series-'));
  writeManySeries(data);
  companion = await startCompanion({ data, noSamples: true });
});
test.afterAll(async () => {
  await companion.stop();
  rmSync(data, { recursive: true, force: true });
});

async function open(page: Page): Promise<Viewer> {
  const viewer = new Viewer(page, companion.url);
  await viewer.openStudy(MANY.study);
  return viewer;
}

test('a series is found among thirty by name, number or kind, without a mouse', async ({ page }) => {
  const viewer = await open(page);
  await expect(viewer.thumbs).toHaveCount(MANY.count);
  const field = page.getByRole('textbox', { name: en['series.search.label'] });
  await field.focus();
  await page.keyboard.type('halswirbelsaule sag');
  await expect(viewer.thumbs).toHaveCount(1);
  await expect(page.getByRole('status').filter({ hasText: '1 of 30 series' })).toHaveCount(1);
  // What is typed is no command.
  expect((await inspect.view(page)).panes[0]).not.toHaveProperty('mirrored');
  await page.keyboard.press('ArrowDown');
  await expect(viewer.thumbs.first()).toBeFocused();
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await inspect.view(page)).panes[0]?.series).toBe(MANY.series(17));
  await field.fill('ct');
  await expect(viewer.thumbs).toHaveCount(3);
  await field.fill('23');
  await expect(viewer.thumbs).toHaveCount(1);
  await expect(viewer.thumbs.first()).toHaveAttribute('data-series', MANY.series(23));
  await field.press('Escape');
  await expect(viewer.thumbs).toHaveCount(MANY.count);
});

test(
  'the sheet finds a series among thirty too',
  { tag: ['@tablet', '@phone', '@only-touch'] },
  async ({ page }) => {
    const viewer = await open(page);
    await viewer.button(new RegExp(`^${en['viewer.more']}$`)).tap();
    await viewer.button(new RegExp(`^${en['sheet.series']}$`)).tap();
    const sheet = page.getByRole('region', { name: en['sheet.name'] });
    await sheet.getByRole('textbox', { name: en['series.search.label'] }).fill('hals');
    await expect(sheet.getByTestId('series-thumb')).toHaveCount(1);
    await sheet.getByTestId('series-thumb').tap();
    await expect.poll(async () => (await inspect.view(page)).panes[0]?.series).toBe(MANY.series(17));
  },
);

/** Width and height of the box of every thumbnail, and whether its picture is shown whole in it. */
const boxes = (page: Page) =>
  page.getByTestId('series-thumb').evaluateAll((tiles) =>
    tiles.map((tile) => {
      const box = tile.querySelector('span')?.getBoundingClientRect();
      const image = tile.querySelector('img');
      return {
        width: Math.round(box?.width ?? 0),
        height: Math.round(box?.height ?? 0),
        isWhole: image === null || getComputedStyle(image).objectFit === 'contain',
      };
    }),
  );

test(
  'thumbnails keep their shape at any height of the panel, before and after they come',
  { tag: ['@tablet', '@phone'] },
  async ({ page }) => {
    const size = page.viewportSize() ?? { width: 0, height: 0 };
    const viewer = await open(page);
    await expect(viewer.thumbs).toHaveCount(MANY.count);
    const before = await boxes(page);
    await expect(viewer.thumbs.first().locator('img')).toBeVisible();
    for (const height of [size.height, 420, 320]) {
      await page.setViewportSize({ width: size.width, height });
      await expect(async () => {
        const now = await boxes(page);
        expect(
          now.every(({ width, height: high, isWhole }) => width === high && width >= 56 && isWhole),
        ).toBe(true);
        expect(now.map(({ width }) => width)).toEqual(before.map(({ width }) => width));
      }).toPass({ timeout: 15_000 });
    }
  },
);

/** What of a text is on the screen: the whole of it only where nothing cuts it off. */
const isWhole = (page: Page, text: string) =>
  page.evaluate((wanted) => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (!node.textContent?.includes(wanted) || !node.parentElement?.checkVisibility()) continue;
      const range = document.createRange();
      const at = node.textContent.indexOf(wanted);
      range.setStart(node, at);
      range.setEnd(node, at + wanted.length);
      const rects = [...range.getClientRects()];
      const isCut = rects.some(({ left, right, top, bottom }) => {
        if (left < 0 || right > innerWidth + 1) return true;
        for (let box = node?.parentElement ?? null; box; box = box.parentElement) {
          const { overflowX, overflowY } = getComputedStyle(box);
          const edge = box.getBoundingClientRect();
          if (overflowX !== 'visible' && (left < edge.left - 1 || right > edge.right + 1)) return true;
          if (overflowY !== 'visible' && (top < edge.top - 2 || bottom > edge.bottom + 2)) return true;
        }
        return false;
      });
      if (!isCut) return true;
    }
    return false;
  }, text);

test(
  'a long patient ID and an accession number are readable whole, in the list and in the viewer',
  { tag: '@tablet' },
  async ({ page }) => {
    const list = new Worklist(page, companion.url);
    await list.open();
    await atBothSizes(page, async (size) => {
      await expect.poll(() => isWhole(page, MANY.patientId), size).toBe(true);
      await expect.poll(() => isWhole(page, MANY.accession), size).toBe(true);
    });
    const viewer = await open(page);
    await viewer.shown();
    const header = page.locator('header[data-screen]');
    const isLineWhole = () =>
      header.evaluate((element, id) => {
        const line = [...element.querySelectorAll('p')].find(({ textContent }) => textContent?.includes(id));
        return line !== undefined && line.scrollWidth <= line.clientWidth + 1;
      }, MANY.patientId);
    await atBothSizes(page, async (size) => {
      await expect(header, size).toContainText(MANY.patientId);
      await expect.poll(isLineWhole, size).toBe(true);
    });
  },
);
