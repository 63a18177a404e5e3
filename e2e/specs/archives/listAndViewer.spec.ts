import type { Page } from '@playwright/test';
import { en } from '@/i18n/en';
import { screenCheck } from '@/i18n/en/screenCheck';
import { expect, test } from '../../fixtures/fixtures';
import { pressWith } from '../../harness/firstMoment';
import { inspect } from '../../harness/inspect';
import { speakFromNextLoading } from '../../harness/language';
import { WALKED } from '../../harness/spokenTexts';
import { Worklist } from '../../pages/worklist';
import { ctPhantom } from '../../material/phantom';

test.use({ samples: 'short' });

/** Study UID of the row that has the focus; undefined where it is elsewhere. */
const focusedStudy = (page: Page) =>
  page.evaluate(() => (document.activeElement as HTMLElement | null)?.dataset['study']);
/** Whether the focus is lost. */
const isLost = (page: Page) =>
  page.evaluate(() => document.activeElement === null || document.activeElement === document.body);
const studyOf = async (page: Page) => (await inspect.view(page)).studies[0];
const isOnScreen = (page: Page) =>
  page.evaluate(() => {
    const row = document.activeElement;
    const list = row?.closest('.wl-scroll, .wl-cards')?.getBoundingClientRect();
    const box = row?.getBoundingClientRect();
    return Boolean(list && box && box.top >= list.top - 1 && box.bottom <= list.bottom + 1);
  });

/** Whether sign, words and cross of what is said stand in one line, the cross at its end. */
const isOneLine = (strip: Element): boolean => {
  const [sign, words, cross] = ['svg', 'p', 'button'].map((part) =>
    strip.querySelector(`:scope > ${part}, :scope > span > ${part}`)?.getBoundingClientRect(),
  );
  const box = strip.getBoundingClientRect();
  if (!sign || !words || !cross) return false;
  const isBeside = [sign, cross].every(
    (one) => one.top < words.top + words.height / 2 + 4 && one.bottom > words.top + words.height / 2 - 4,
  );
  const atEnd = getComputedStyle(strip).direction === 'rtl' ? cross.left - box.left : box.right - cross.right;
  return isBeside && atEnd <= 14 && cross.left >= box.left && cross.right <= box.right;
};

test('keys work in the list from the first moment, and Enter opens; Back leads to the row just read', async ({
  page,
  worklist,
  viewer,
}) => {
  await pressWith(page, '[data-testid="study-row"]', { key: 'ArrowDown', code: 'ArrowDown' });
  await worklist.open();
  const third = await worklist.rows.nth(2).getAttribute('data-study');
  await expect(worklist.rows.nth(1)).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect.poll(() => focusedStudy(page)).toBe(third);
  await page.keyboard.press('Enter');
  await viewer.shown();
  expect(await studyOf(page)).toBe(third);
  await expect(viewer.pane()).toBeFocused();
  await page.goBack();
  await expect.poll(() => focusedStudy(page)).toBe(third);
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await viewer.shown();
  const second = await studyOf(page);
  await viewer.button(en['action.back']).click();
  await expect.poll(() => focusedStudy(page)).toBe(second);
  expect(second).not.toBe(third);
});

test('a key pressed in the very moment in which the states of studies come moves the focus too', async ({
  page,
  worklist,
}) => {
  await pressWith(page, '.wl-stateface', { key: 'ArrowDown', code: 'ArrowDown' });
  await worklist.open();
  await expect(page.locator('.wl-stateface').first()).toBeVisible();
  const second = await worklist.rows.nth(1).getAttribute('data-study');
  await expect.poll(() => focusedStudy(page)).toBe(second);
  await page.keyboard.press('ArrowUp');
  await expect(worklist.rows.first()).toBeFocused();
});

test('an address that is gone to in the very moment in which the page is drawn is gone to', async ({
  page,
  companion,
}) => {
  // The browser tells of it while nobody listens yet.
  await page.addInitScript(() => {
    const { addEventListener } = window;
    window.addEventListener = function listen(...args: Parameters<typeof addEventListener>) {
      if (args[0] === 'popstate') history.replaceState(null, '', '#/screen');
      addEventListener.apply(window, args);
    };
  });
  await page.goto(`${companion.url}/#/diagnose`);
  await expect(page.getByRole('heading', { level: 1, name: screenCheck['screen.title'] })).toBeVisible();
});

test('a click on a name opens, and the second press of a double click lands on nothing', async ({
  page,
  worklist,
  viewer,
}) => {
  await worklist.open();
  const row = worklist.rows.nth(1);
  const wanted = await row.getAttribute('data-study');
  // Beside the name a click previews only.
  await worklist.rows.nth(2).getByRole('gridcell').nth(4).click();
  await expect(worklist.rows.nth(2)).toHaveAttribute('aria-selected', 'true');
  await expect(page).not.toHaveURL(/#\/view\//);
  for (const press of ['click', 'dblclick'] as const) {
    await row.getByRole('link')[press]();
    await viewer.shown();
    expect(await studyOf(page)).toBe(wanted);
    // One step of the history, also for two presses.
    await page.goBack();
    await expect.poll(() => focusedStudy(page)).toBe(wanted);
  }

  const search = page.getByRole('textbox', { name: en['worklist.search'] });
  const all = await page.locator('.wl-status [role="status"]').innerText();
  for (const text of ['*', '?', '\\']) {
    await search.fill(text);
    await expect(page.getByText(en['worklist.untelling'].split('{{')[0] ?? '')).toBeVisible();
    await expect(page.locator('.wl-status [role="status"]')).toHaveText(all);
  }
});

test('Tab on the last control, and Shift Tab on the first, leave the page', async ({ page, worklist }) => {
  await worklist.open();
  await expect.poll(() => focusedStudy(page)).toBeTruthy();
  // From the end of the page to its last control, from its beginning to its first.
  for (const [key, back] of [
    ['Tab', 'Shift+Tab'],
    ['Shift+Tab', 'Tab'],
  ] as const) {
    for (let stops = 0; !(await isLost(page)); stops++) {
      expect(stops).toBeLessThan(80);
      await page.keyboard.press(key);
      // What would bring the focus back does so within two frames.
      await page.evaluate(
        () =>
          new Promise((done) =>
            requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(done))),
          ),
      );
    }
    await page.keyboard.press(back);
    expect(await isLost(page)).toBe(false);
  }
});

test('Tab leads from the row of a study to what can be done with it, and to what stands below all last', async ({
  page,
  worklist,
}) => {
  await worklist.open();
  await expect.poll(() => focusedStudy(page)).toBeTruthy();
  const stops: string[] = [];
  for (;;) {
    await page.keyboard.press('Tab');
    if (await isLost(page)) break;
    expect(stops.length).toBeLessThan(80);
    stops.push(
      await page.evaluate(() => {
        const { activeElement: stop } = document;
        const room = stop?.closest('aside, footer, main')?.tagName ?? '';
        return `${room}: ${stop?.getAttribute('aria-label') ?? stop?.textContent ?? ''}`;
      }),
    );
  }
  const [open, copy] = stops;
  expect(open).toContain(`ASIDE: ${en['worklist.open']}`);
  expect(copy).toBe(`ASIDE: ${en['worklist.copyLink']}`);
  const rooms = stops.map((stop) => stop.split(':')[0]);
  expect(rooms.indexOf('FOOTER')).toBeGreaterThan(rooms.lastIndexOf('ASIDE'));
});

test('Back finds a row far down, and scrolls to it', async ({ page, beforeOrthanc }) => {
  const list = new Worklist(page, beforeOrthanc.url);
  await list.open();
  await expect.poll(() => focusedStudy(page)).toBeTruthy();
  for (let i = 0; i < 3; i++) await page.keyboard.press('PageDown');
  await page.keyboard.press('ArrowUp');
  const row = await focusedStudy(page);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/#\/view\//);
  await page.locator('[data-pane="0"]').waitFor();
  await page.goBack();
  await expect.poll(() => focusedStudy(page)).toBe(row);
  expect(await isOnScreen(page)).toBe(true);
});

test(
  'on every screen Back leads to the card just read, and the arrows go on from there',
  { tag: ['@tablet', '@phone', '@only-touch'] },
  async ({ page, worklist, viewer }) => {
    await worklist.open();
    await worklist.openStudy(worklist.rows.nth(2));
    await viewer.shown();
    const study = await studyOf(page);
    expect(await isLost(page)).toBe(false);
    await viewer.button(en['action.back']).tap();
    await expect.poll(() => focusedStudy(page)).toBe(study);
    expect(await isOnScreen(page)).toBe(true);
    await page.keyboard.press('ArrowUp');
    await expect.poll(() => focusedStudy(page)).not.toBe(study);
    await page.keyboard.press('Enter');
    await viewer.shown();
    expect(await studyOf(page)).not.toBe(study);
    await page.goBack();
    await expect.poll(() => focusedStudy(page)).toBeTruthy();
  },
);

test('after a reload in the viewer Back still leads to the row just read', async ({
  page,
  worklist,
  viewer,
}) => {
  await worklist.open();
  await expect.poll(() => focusedStudy(page)).toBeTruthy();
  await page.keyboard.press('ArrowDown');
  const row = await focusedStudy(page);
  await page.keyboard.press('Enter');
  await viewer.shown();
  await page.reload();
  await viewer.shown();
  await viewer.button(en['action.back']).click();
  await expect.poll(() => focusedStudy(page)).toBe(row);
});

test('keys lead through the studies of the list as it was filtered, and say where it ends', async ({
  page,
  worklist,
  viewer,
}) => {
  await worklist.open();
  await page.goto(`${worklist.origin}/#/?mod=CT,MR`);
  await expect.poll(() => focusedStudy(page)).toBeTruthy();
  await page.keyboard.press('Home');
  const list = await worklist.rows.evaluateAll((rows) =>
    rows.map((row) => (row as HTMLElement).dataset['study']),
  );
  expect(list.length).toBeGreaterThan(2);
  await page.keyboard.press('Enter');
  await viewer.shown();
  for (const wanted of list.slice(1)) {
    await page.keyboard.press('Control+Shift+ArrowDown');
    await expect.poll(() => studyOf(page)).toBe(wanted);
    await viewer.shown();
    await expect.poll(() => isLost(page)).toBe(false);
  }
  await page.keyboard.press('Control+Shift+ArrowDown');
  const end = page.getByRole('status').filter({ hasText: en['end.study.last'] });
  await expect(end.first()).toBeVisible();
  expect(await studyOf(page)).toBe(list.at(-1));
  await page.keyboard.press('Control+Shift+ArrowUp');
  await expect.poll(() => studyOf(page)).toBe(list.at(-2));
  // However many were read, Back is one step, to the row of the last.
  await page.goBack();
  await expect.poll(() => focusedStudy(page)).toBe(list.at(-2));
});

test('the next study asks first where work is unsaved', async ({ page, worklist, viewer, companion }) => {
  const { study } = await ctPhantom(companion.dicomWeb);
  await worklist.open();
  await page.locator(`[data-study="${study}"]`).focus();
  await page.keyboard.press('Enter');
  await viewer.shown();
  await page.keyboard.press('l');
  await viewer.drag(await viewer.fromMiddle(-60, -40), await viewer.fromMiddle(60, -40));
  await viewer.measured(1);

  await page.keyboard.press(`Control+Shift+ArrowDown`);
  const dialog = page.getByRole('dialog');
  const last = page.getByText(en['end.study.last']);
  await expect(dialog.or(last).first()).toBeVisible();
  if (await last.isVisible()) await page.keyboard.press(`Control+Shift+ArrowUp`);
  await expect(dialog).toBeVisible();
  expect(await studyOf(page)).toBe(study);
});

test('keys lead through the series of the study in the active pane, and say where they end', async ({
  page,
  viewer,
  companion,
}) => {
  const { study } = await ctPhantom(companion.dicomWeb);
  await viewer.openStudy(study);
  await viewer.thumbs.first().waitFor();
  const all = await viewer.thumbs.evaluateAll((tiles) =>
    tiles.map((tile) => (tile as HTMLElement).dataset['series']),
  );
  const shown = async () => (await inspect.view(page)).panes[0]?.series;
  for (const _ of all) await page.keyboard.press('Control+ArrowUp');
  await expect.poll(shown).toBe(all[0]);
  await expect(page.getByText(en['end.series.first'])).toBeVisible();
  for (const wanted of all.slice(1)) {
    await page.keyboard.press('Control+ArrowDown');
    await expect.poll(shown).toBe(wanted);
  }
  await page.keyboard.press('Control+ArrowDown');
  await expect(page.getByText(en['end.series.last'])).toBeVisible();
  await expect(viewer.pane()).toBeFocused();
});

for (const id of WALKED)
  test(`what is said of an end stands in one line, the cross at its end: ${id} @tablet`, async ({
    page,
    viewer,
    companion,
  }) => {
    const { study } = await ctPhantom(companion.dicomWeb);
    await speakFromNextLoading(page, id);
    await viewer.openStudy(study);
    await viewer.shown();
    const strip = page.locator('[data-strip]');
    await viewer.pane().focus();
    await page.keyboard.press('Control+Shift+ArrowUp');
    await expect(strip.locator('p')).toBeVisible();
    expect(await strip.evaluate(isOneLine)).toBe(true);
  });

test('the picture is within five stops of the Tab key from the top', async ({ page, viewer, companion }) => {
  const { study } = await ctPhantom(companion.dicomWeb);
  await viewer.openStudy(study);
  await expect(page.getByTestId('share')).toBeVisible();
  await expect(page.getByRole('toolbar', { name: en['preset.group'] })).toBeVisible();
  await page.evaluate(() => {
    document.body.tabIndex = -1;
    document.body.focus();
    document.body.removeAttribute('tabindex');
  });
  const stops: string[] = [];
  const inPane = () => page.evaluate(() => document.activeElement?.closest('[data-pane]') !== null);
  while (stops.length < 12 && !(stops.length > 0 && (await inPane()))) {
    await page.keyboard.press('Tab');
    stops.push(await page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? ''));
  }
  expect(stops.length, stops.join(' | ')).toBeLessThanOrEqual(5);
});

test('a bar of tools is one stop; left and right move in it, up and down in the picture', async ({
  page,
  viewer,
  companion,
}) => {
  const { study, series } = await ctPhantom(companion.dicomWeb);
  await viewer.openStudy(study);
  await viewer.place(series);
  const index = async () => (await inspect.panes(page))[0]?.index;
  await viewer.arrived();
  await viewer.button(en['action.back']).focus();
  await page.keyboard.press('Tab');
  await expect(viewer.tool('window')).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(viewer.tool('pan')).toBeFocused();
  const before = await index();
  await page.keyboard.press('ArrowDown');
  await expect.poll(index).toBe((before ?? 0) + 1);
  await page.keyboard.press('Shift+Tab');
  await expect(viewer.button(en['action.back'])).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(viewer.tool('pan')).toBeFocused();
  // Who chose with the mouse goes on in the picture.
  await viewer.tool('zoom').click();
  await page.keyboard.press('ArrowRight');
  await expect.poll(index).toBe((before ?? 0) + 2);
});
