import type { Page } from '@playwright/test';
import { expect, test } from '../../fixtures/fixtures';
import { atBothSizes } from '../../harness/sizes';
import { ctPhantom } from '../../material/phantom';

test.use({ samples: 'short' });

/** Lines of facts that begin or end with the dot between two, as they are seen. */
const stray = (page: Page) =>
  page.evaluate(() => {
    /** From where on an element is drawn: what lies left of it is clipped. */
    const edgeOf = (element: Element): number => {
      for (let at: Element | null = element; at; at = at.parentElement) {
        const [, , , left] =
          /inset\((\S+) (\S+) (\S+) (\S+)\)/.exec(getComputedStyle(at).clipPath)?.slice(1) ?? [];
        if (left) return at.getBoundingClientRect().left + parseFloat(left);
      }
      return -Infinity;
    };
    const found: string[] = [];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const letters: { letter: string; box: DOMRect; block: Element | null }[] = [];
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
      const { parentElement: parent, data } = node as Text;
      const block = parent?.closest('p, li, a, [data-testid], div') ?? null;
      if (!parent?.checkVisibility()) continue;
      [...data].forEach((letter, at) => {
        if (letter.trim() === '') return;
        const range = new Range();
        range.setStart(node, at);
        range.setEnd(node, at + 1);
        const box = range.getBoundingClientRect();
        if (box.width > 0 && box.left >= edgeOf(parent) - 1) letters.push({ letter, box, block });
      });
    }
    for (const { letter, box, block } of letters) {
      if (letter !== '·') continue;
      const line = letters.filter(
        (other) => other.block === block && other.box.top < box.bottom && other.box.bottom > box.top,
      );
      const isBetween =
        line.some((other) => other.box.right <= box.left + 1) &&
        line.some((other) => other.box.left >= box.right - 1);
      if (!isBetween) found.push(block?.textContent ?? '');
    }
    return { found, dots: letters.filter(({ letter }) => letter === '·').length };
  });

test('no line begins or ends with the dot between two facts @tablet', async ({
  page,
  worklist,
  viewer,
  companion,
}) => {
  await worklist.open();
  await expect(worklist.rows.first()).toBeVisible();
  await atBothSizes(page, async (size) => {
    await expect.poll(async () => (await stray(page)).found, `list, ${size}`).toEqual([]);
    expect((await stray(page)).dots, `list, ${size}`).toBeGreaterThan(2);
  });
  const { study } = await ctPhantom(companion.dicomWeb);
  await viewer.openStudy(study);
  for (const width of [1440, 1024, 390, 340]) {
    await page.setViewportSize({ width, height: 844 });
    await viewer.shown();
    // The page settles a moment after its size.
    await expect.poll(async () => (await stray(page)).found, `${width} wide`).toEqual([]);
    expect((await stray(page)).dots).toBeGreaterThan(2);
  }
});
