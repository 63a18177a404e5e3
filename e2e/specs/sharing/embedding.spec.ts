import { expect, type Page } from '@playwright/test';
import { en } from '@/i18n/en';
import { elsewhere } from '@/i18n/en/elsewhere';
import { test } from '../../fixtures/fixtures';
import { startCompanion } from '../../harness/companion';
import {
  crossings,
  examplePage,
  recordCrossings,
  sitePlace,
  startSite,
  type Crossed,
} from '../../harness/embedder';
import { writeExam } from '../../material/priors';

test.use({ samples: 'short' });

const CHEST = { number: 180, date: '20260601', modality: 'CT', description: 'CT chest', grey: 60 } as const;
const KNEE = { number: 181, date: '20260602', modality: 'MR', description: 'MR knee', grey: 90 } as const;

/** Words of what crossed that a message to the embedding page may have. */
const FIELDS = [
  ...['type', 'id', 'reason', 'words', 'showing', 'archive', 'study', 'series', 'instance', 'frame'],
  ...['isocenter', 'version', 'nonce'],
];

const lastState = async (page: Page) =>
  (await crossings(page)).findLast(({ data }) => data['type'] === 'state')?.data;
const answerTo = async (page: Page, id: number) =>
  (await crossings(page))
    .filter(({ data }) => data['id'] === id)
    .map(({ data }) => data['reason'] ?? data['type']);
/** Sends something over the port of the example page. */
const send = (page: Page, message: object) => page.evaluate(`port.postMessage(${JSON.stringify(message)})`);

/** Nothing but UIDs, the archive's id and fixed words crossed. */
function expectNoIdentity(all: readonly Crossed[], viewer: string): void {
  for (const { over, from, data } of all) {
    expect(FIELDS).toEqual(expect.arrayContaining(Object.keys(data)));
    if (over === 'window') expect([from, data['isocenter']]).toEqual([viewer, 'ready']);
  }
  expect(JSON.stringify(all.map(({ data }) => data))).not.toMatch(
    /test|anna|19700101|chest|knee|acc-7|dicom-web|127\.0\.0\.1|https?:|bearer|eyJ/i,
  );
}

async function shoot(page: Page, name: string): Promise<void> {
  const folder = process.env['E2E_SHOTS'];
  if (folder) await page.screenshot({ path: `${folder}/${name}-${page.viewportSize()?.width}.png` });
}

/** A companion that lets one site embed it, that site, and another. */
async function open(page: Page, folder: string, isHouse = false) {
  const [ehrPlace, otherPlace] = [await sitePlace(), await sitePlace()];
  const chest = writeExam(folder, { ...CHEST, accession: 'ACC-7' });
  const knee = writeExam(folder, KNEE);
  const companion = await startCompanion({
    data: folder,
    noSamples: true,
    embedOrigins: [ehrPlace.origin],
    ...(isHouse ? { demoLogin: true } : {}),
  });
  const example = examplePage(companion.url, chest);
  const bare = `<!doctype html><iframe src="${companion.url}/#/embed"></iframe><iframe src="${otherPlace.origin}/nothing"></iframe>`;
  const linked = `<!doctype html><iframe width="900" height="600" src="${companion.url}/#/view/main/${chest}"></iframe>`;
  const ehr = await startSite(ehrPlace.port, { '/': example, '/bare': bare, '/linked': linked });
  const other = await startSite(otherPlace.port, { '/': example, '/nothing': '<!doctype html>' });
  await recordCrossings(page);
  const stop = async () => {
    await Promise.all([companion.stop(), ehr.stop(), other.stop()]);
  };
  return { companion, ehr, other, chest, knee, stop };
}

test('a named site opens studies in its frame, unsaved work is asked about, and nothing but UIDs crosses', async ({
  page,
  guard,
  folder,
}) => {
  const { companion, ehr, chest, knee, stop } = await open(page, folder);
  for (const { origin } of [ehr, { origin: companion.url }]) guard.allow(origin);
  await page.goto(ehr.origin);
  const frame = page.frameLocator('#viewer');
  await expect(frame.getByTestId('embed-waiting')).toContainText(elsewhere['embed.waiting']);
  await expect.poll(() => lastState(page)).toEqual({ type: 'state', showing: 'nothing' });
  await shoot(page, 'embed-waiting');
  const entries = await page.evaluate(() => history.length);

  await page.getByRole('button', { name: 'Open the study' }).click();
  const pane = frame.locator('[data-pane="0"]');
  await expect(pane).toHaveAttribute('data-state', 'shown');
  await expect
    .poll(() => lastState(page))
    .toEqual({
      ...{ type: 'state', showing: 'study', archive: 'main', study: chest, frame: 1 },
      series: expect.stringMatching(/^[\d.]+$/),
      instance: expect.stringMatching(/^[\d.]+$/),
    });
  expect(await answerTo(page, 1)).toEqual(['done']);
  await shoot(page, 'embed-study');

  // A star that nothing holds yet.
  await pane.press('y');
  await expect(frame.getByRole('button', { name: '1 change not saved' }).first()).toBeVisible();
  await send(page, { type: 'open', id: 11, study: knee });
  await frame.getByRole('button', { name: en['leave.stay'], exact: true }).click();
  await expect.poll(() => answerTo(page, 11)).toEqual(['asked', 'stayed']);
  expect(await lastState(page)).toMatchObject({ study: chest });
  await send(page, { type: 'open', id: 12, study: knee });
  await frame.getByRole('button', { name: en['leave.leave'], exact: true }).click();
  await expect.poll(() => answerTo(page, 12)).toEqual(['asked', 'done']);
  await expect.poll(() => lastState(page)).toMatchObject({ study: knee, frame: 1 });

  await send(page, { type: 'open', id: 13, study: chest, root: 'x' });
  await send(page, { type: 'open', id: 14, study: chest, archive: 'elsewhere' });
  await expect.poll(() => answerTo(page, 14)).toEqual(['unknownArchive']);
  expect(await answerTo(page, 13)).toEqual(['malformed']);
  await send(page, { type: 'open', id: 15, accession: 'ACC-7' });
  await expect.poll(() => lastState(page)).toMatchObject({ study: chest, frame: 1 });
  // The frame hears of it with its next picture: asked again until it knows. What is there already would be `done`.
  await page.locator('#viewer').evaluate((element) => (element.style.display = 'none'));
  let id = 16;
  await expect
    .poll(async () => {
      await send(page, { type: 'open', id: (id += 1), study: chest });
      await expect.poll(() => answerTo(page, id)).toHaveLength(1);
      return answerTo(page, id);
    })
    .toEqual(['hidden']);
  await page.locator('#viewer').evaluate((element) => (element.style.display = ''));
  await page.getByRole('button', { name: 'Close it' }).click();
  await expect(frame.getByTestId('embed-waiting')).toBeVisible();
  await expect.poll(() => lastState(page)).toEqual({ type: 'state', showing: 'nothing' });
  // The way back of the page around leads where it did.
  expect(await page.evaluate(() => history.length)).toBe(entries);
  expectNoIdentity(await crossings(page), companion.url);
  await stop();
});

test('nobody else is answered: a frame beside, a word without its line, a site that is not named', async ({
  page,
  guard,
  folder,
}) => {
  const { companion, ehr, other, chest, stop } = await open(page, folder);
  for (const { origin } of [ehr, other, { origin: companion.url }]) guard.allow(origin);
  guard.forgive(/frame-ancestors/);
  await page.goto(`${ehr.origin}/bare`);
  await expect.poll(() => crossings(page)).toHaveLength(1);
  const nonce = (await crossings(page))[0]?.data['nonce'];
  const connect = { isocenter: 'connect', version: 1, nonce };
  // The frame beside knows the nonce, and its origin is not named.
  const beside = page.frames().find((one) => one.url().startsWith(other.origin));
  await beside?.evaluate((connect) => {
    const line = new MessageChannel();
    const heard: unknown[] = [];
    (window as unknown as { heard: unknown[] }).heard = heard;
    line.port1.addEventListener('message', ({ data }) => heard.push(data));
    line.port1.start();
    window.parent.frames[0]?.postMessage(connect, '*', [line.port2]);
    line.port1.postMessage({ type: 'open', id: 1, study: '1.2.3' });
  }, connect);
  // The page around is named, and speaks without a line.
  await page.evaluate((study) => window.frames[0]?.postMessage({ type: 'open', id: 2, study }, '*'), chest);
  await page.evaluate((connect) => {
    const line = new MessageChannel();
    line.port1.start();
    window.frames[0]?.postMessage(connect, '*', [line.port2]);
  }, connect);
  await expect.poll(() => lastState(page)).toEqual({ type: 'state', showing: 'nothing' });
  expect(await beside?.evaluate(() => (window as unknown as { heard: unknown[] }).heard)).toEqual([]);
  expect(await crossings(page)).toHaveLength(2);
  await expect(page.frameLocator('iframe >> nth=0').getByTestId('embed-waiting')).toBeVisible();
  expectNoIdentity(await crossings(page), companion.url);

  // The browser keeps the page out of the frame of a site that is not named.
  await page.goto(other.origin);
  await expect.poll(() => page.frames()[1]?.url()).toMatch(/^chrome-error:/);
  expect(await crossings(page)).toEqual([]);
  // Where a server forgets the header, the page itself shows nothing, and asks no archive.
  await page.route(`${companion.url}/`, async (route) => {
    const answer = await route.fetch();
    const { 'content-security-policy': _, ...headers } = answer.headers();
    await route.fulfill({ response: answer, headers });
  });
  const before = guard.requests.length;
  await page.goto(other.origin);
  const refused = page.frameLocator('#viewer').getByRole('alert');
  await expect(refused).toContainText(en['app.settings.wrong'].replace('{{where}}', 'embed.origins'));
  await shoot(page, 'embed-refused');
  expect(await crossings(page)).toEqual([]);
  expect(guard.requests.slice(before).filter((url) => url.includes('/dicom-web'))).toEqual([]);
  await stop();
});

test('in a house with sign-in the frame says that nobody can sign in there, and offers a tab of its own', async ({
  page,
  guard,
  folder,
}) => {
  const { companion, ehr, chest, stop } = await open(page, folder, true);
  for (const { origin } of [ehr, { origin: companion.url }]) guard.allow(origin);
  await page.goto(`${ehr.origin}/linked`);
  const said = page.frameLocator('iframe').getByTestId('framed-sign-in');
  await expect(said).toContainText(elsewhere['embed.signIn.text']);
  await shoot(page, 'embed-sign-in');
  const tab = page.waitForEvent('popup');
  await said.getByRole('link', { name: elsewhere['embed.ownTab'] }).click();
  const own = await tab;
  await expect(own.getByTestId('sign-in')).toBeVisible();
  expect(own.url()).toBe(`${companion.url}/#/view/main/${chest}`);
  expectNoIdentity(await crossings(page), companion.url);
  await stop();
});
