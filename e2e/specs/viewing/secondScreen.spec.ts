import type { Page } from '@playwright/test';
import { COVER_MS } from '@/features/screens/firstWindow';
import { en } from '@/i18n/en';
import { screenWords } from '@/i18n/en/screenWords';
import { secondWindow } from '@/i18n/en/secondWindow';
import { expect, test } from '../../fixtures/fixtures';
import { NEXT, openFirst, openReadingList, studyOfAddress } from '../../fixtures/steppedList';
import { openSecondWindow } from '../../fixtures/twoWindows';
import { seenFrames, watchFrames, type SeenFrame } from '../../harness/frameWatch';
import { house } from '../../harness/identityProvider';
import { inspect } from '../../harness/inspect';
import { ctPhantom } from '../../material/phantom';
import { SignIn } from '../../pages/signIn';
import { Viewer } from '../../pages/viewer';
import type { Listed } from '../../material/readingList';

test.use({ samples: 'short' });

const cover = (page: Page) => page.getByTestId('second-cover');
const originOf = (page: Page) => page.evaluate(() => performance.timeOrigin);
const ids = async (page: Page) => (await inspect.measurements(page)).map(({ id }) => id).sort();
const sops = async (page: Page) => (await inspect.view(page)).panes.map((pane) => pane?.at?.sop);

declare global {
  interface Window {
    covering?: { what: string; atMs: number }[];
  }
}

/**
 * Notes in the first window when the second was told to cover itself, when that answered, and when another study came; from now on
 * nothing but the answer ends the wait.
 */
const watchCovering = (page: Page, reading: string) =>
  page.evaluate(
    ([name, giveUpMs]) => {
      const seen: { what: string; atMs: number }[] = [];
      window.covering = seen;
      const note = (what: string) => seen.push({ what, atMs: performance.now() });
      const start = window.setTimeout.bind(window);
      const later = (run: () => void, ms?: number) => (ms === giveUpMs ? 0 : start(run, ms));
      Object.assign(window, { setTimeout: later });
      const post = BroadcastChannel.prototype.postMessage;
      BroadcastChannel.prototype.postMessage = function (
        this: BroadcastChannel,
        data: { word?: { is?: string } },
      ) {
        if (data.word?.is === 'cover') note('cover');
        post.call(this, data);
      };
      new BroadcastChannel(name).addEventListener('message', (event: MessageEvent) => {
        const { word } = event.data as { word?: { is?: string } };
        if (word?.is === 'covered') note('covered');
      });
      const before = document.querySelector('header h1')?.textContent;
      const look = new MutationObserver(() => {
        if (document.querySelector('header h1')?.textContent === before) return;
        look.disconnect();
        note('changed');
      });
      look.observe(document.body, { childList: true, subtree: true, characterData: true });
    },
    [`isocenter-reading-${reading}`, COVER_MS] as const,
  );

/** What the second window showed when the first made each of its frames. */
function pairUp(first: readonly SeenFrame[], second: readonly SeenFrame[], skewMs: number) {
  return first.map((frame) => ({
    first: frame,
    second: second.findLast(({ atMs }) => atMs + skewMs <= frame.atMs),
  }));
}

test('two windows are two screens of one reading: what is done in one is in both, and two patients are never on them at once', async ({
  page,
  folder,
}) => {
  const { list, companion } = await openReadingList(folder, 3);
  const [patient, next] = list as [Listed, Listed, Listed];
  const viewer = await openFirst(page, companion);
  const second = await openSecondWindow(viewer);
  const other = second.page;
  await expect(other.locator('header h1')).toHaveText(patient.name);

  // Where there is none, nothing leads to a list, to saving or sharing.
  for (const name of [en['action.back'], en['action.save']])
    await expect(other.getByRole('button', { name })).toHaveCount(0);

  await second.pane().focus();
  await other.keyboard.press('Control+s');
  await expect(other.getByText(screenWords['screens.saves'])).toBeVisible();

  // A scroll there stands in the view of the reading.
  await second.pane().focus();
  await other.keyboard.press('ArrowDown');
  await expect
    .poll(async () => (await inspect.view(page)).screens?.[0]?.panes[0]?.at?.sop)
    .toBe((await sops(other))[0]);

  // Drawn there, it is here; undone here, it is gone there; redone there, it is here again, once.
  await second.chooseTool('length');
  await second.drag(await second.fromMiddle(-60, 20), await second.fromMiddle(60, 20));
  const drawn = await second.measured(1);
  await expect.poll(() => ids(page)).toEqual([drawn.id]);
  await page.bringToFront();
  await viewer.pane().focus();
  await page.keyboard.press('Control+z');
  await expect.poll(() => ids(other)).toEqual([]);
  await second.pane().focus();
  await other.keyboard.press('Control+Shift+z');
  await expect.poll(() => ids(page)).toEqual([drawn.id]);
  await expect.poll(() => ids(other)).toEqual([drawn.id]);

  // Loaded again, it shows what it showed.
  const before = await sops(other);
  await other.reload();
  await second.shown();
  await expect.poll(() => ids(other)).toEqual([drawn.id]);
  expect(await sops(other)).toEqual(before);
  await second.pane().focus();
  await other.keyboard.press('Control+z');
  await expect.poll(() => ids(page)).toEqual([]);

  // The next patient: asked for in the second window, both change, and in no frame are there two.
  const skewMs = (await originOf(other)) - (await originOf(page));
  for (const one of [page, other]) {
    await watchFrames(one);
    await expect
      .poll(() => one.evaluate(() => window.seenFrames?.map(({ name }) => name)))
      .toContain(patient.name);
  }
  await watchCovering(page, other.url().slice(-22));
  await other.keyboard.press(NEXT);
  await expect.poll(() => studyOfAddress(page)).toBe(next.study);
  await viewer.shown();
  await expect(other.locator('header h1')).toHaveText(next.name);
  await second.shown();
  const [here, there] = [await seenFrames(page), await seenFrames(other)];
  const pairs = pairUp(here, there, skewMs);
  const isOf = (frame: SeenFrame | undefined, of: Listed) =>
    frame !== undefined && (frame.name === of.name || frame.greys.some((grey) => grey === of.grey));
  expect(pairs.filter((pair) => isOf(pair.first, next) && isOf(pair.second, patient))).toEqual([]);
  expect(pairs.filter((pair) => isOf(pair.first, patient) && isOf(pair.second, next))).toEqual([]);
  const left = there.findLast((frame) => isOf(frame, patient))?.atMs ?? NaN;
  const came = here.find((frame) => isOf(frame, next))?.atMs ?? NaN;
  const cameThere = there.find((frame) => isOf(frame, next))?.atMs ?? NaN;
  expect(left + skewMs).toBeLessThan(came);
  const [coveredMs, laterMs] = [came - left - skewMs, cameThere + skewMs - came].map(Math.round);
  // The answer ended the wait, and it came before anything changed here.
  const covering = await page.evaluate(() => window.covering ?? []);
  expect(covering.map(({ what }) => what)).toEqual(['cover', 'covered', 'changed']);
  const [told = NaN, answered = NaN, changed = NaN] = covering.map(({ atMs }) => Math.round(atMs));
  const steps = `answered after ${answered - told} ms, the first changes ${changed - told} ms after it said so`;
  const description = `${steps}; covered ${coveredMs} ms before the next patient came; there ${laterMs} ms after`;
  test.info().annotations.push({ type: 'measured', description });

  // A third finds the place taken, and says so.
  const third = await page.context().newPage();
  await third.goto(other.url());
  await expect(cover(third)).toHaveAttribute('data-phase', 'refused');
  await third.evaluate(() => Object.assign(window, { close: () => undefined }));
  await third.getByRole('button', { name: secondWindow['second.close'] }).click();
  await expect(third.getByText(secondWindow['second.closeByHand'])).toBeVisible();
  await third.close();

  // The list covers it; closed, it is said, and the view has one screen.
  await page.goBack();
  await expect(cover(other)).toHaveAttribute('data-phase', 'covered');
  await page.getByTestId('study-row').first().dblclick();
  await viewer.shown();
  await second.shown();
  await other.close();
  await expect(page.getByText(screenWords['screens.closed'])).toBeVisible();
  expect((await inspect.view(page)).screens).toBeUndefined();
  await companion.stop();
});

test('the second window goes with the first: its token stays in memory, a reload, a lock and a sign-out cover it', async ({
  page,
  companion: open,
  folder,
}) => {
  const { study } = await ctPhantom(open.dicomWeb);
  const companion = await house(folder, { tokenSeconds: 3600 });
  const signIn = new SignIn(page);
  const viewer = new Viewer(page, companion.url);
  const tokens: string[] = [];
  page.context().on('response', (answer) => {
    if (!answer.url().endsWith('/token')) return;
    answer.json().then(
      (body: { access_token?: string }) => body.access_token && tokens.push(body.access_token),
      () => undefined,
    );
  });
  await page.goto(`${companion.url}/#/view/main/${study}`);
  await signIn.as('Dr Ada Demo');
  await viewer.shown();

  // Any page of this origin can hear the channel: nothing that it hears opens the archive.
  await page.evaluate(() => {
    const said: string[] = [];
    Object.assign(window, { said });
    const post = BroadcastChannel.prototype.postMessage;
    BroadcastChannel.prototype.postMessage = function (this: BroadcastChannel, data: unknown) {
      said.push(JSON.stringify(data));
      post.call(this, data);
    };
  });
  const second = await openSecondWindow(viewer);
  const other = second.page;
  const said = await page.evaluate(() => (window as unknown as { said: string[] }).said.join('\n'));
  expect(said).toContain('"sealed"');
  expect(tokens.length).toBeGreaterThan(0);
  for (const token of tokens) expect(said).not.toContain(token);
  expect(await other.evaluate(() => JSON.stringify({ ...sessionStorage }))).toBe('{}');

  // Loaded again, the first window finds the second, which waits for it without any picture.
  await page.reload();
  await expect(cover(other)).toBeVisible();
  await viewer.shown();
  await second.shown();
  await expect(cover(other)).toHaveCount(0);

  await signIn.lockNow();
  await expect(cover(other)).toHaveAttribute('data-phase', 'locked');
  await signIn.as('Dr Ada Demo');
  await viewer.shown();
  await second.shown();

  await signIn.signOut();
  await expect(cover(other)).toHaveAttribute('data-phase', 'over');
  await expect(second.pane()).toHaveCount(0);
  await companion.stop();
});
