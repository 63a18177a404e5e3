import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { elsewhere } from '@/i18n/en/elsewhere';
import { test } from '../../fixtures/fixtures';
import { startCompanion, type Companion } from '../../harness/companion';
import { sitePlace, startSite } from '../../harness/embedder';
import { ehrPatient, ehrStudy, startEhr, type MockEhr } from '@/features/launch/testing/mockEhr';
import { freePort } from '../../harness/ports';
import { writeExam } from '../../material/priors';
import { SignIn } from '../../pages/signIn';

test.use({ samples: 'short' });

const CHEST = { number: 190, date: '20260601', modality: 'CT', description: 'CT chest', grey: 60 } as const;
const KNEE = { number: 191, date: '20260602', modality: 'MR', description: 'MR knee', grey: 90 } as const;

interface Place {
  readonly companion: Companion;
  readonly ehr: MockEhr;
  /** An EHR that the settings do not name. */
  readonly stranger: MockEhr;
  readonly chest: string;
  readonly knee: string;
  readonly stop: () => Promise<void>;
}

/** A companion with two studies of Patient ID 17, and an EHR that may open them. */
async function open(folder: string, more: object = {}): Promise<Place> {
  const [port, ehrPort] = [await freePort(), await freePort()];
  const [chest, knee] = [writeExam(folder, CHEST), writeExam(folder, KNEE)];
  const setup = {
    clientId: 'iso-1',
    redirectUri: `http://127.0.0.1:${port}/`,
    resources: [
      ...[ehrPatient('p1', '17', '1970-01-01'), ehrPatient('p2', '18')],
      ...[ehrStudy('chest', chest, 'p1'), ehrStudy('knee', knee, 'p1'), ehrStudy('mistaken', chest, 'p2')],
    ],
  };
  const ehr = await startEhr({ ...setup, port: ehrPort });
  const stranger = await startEhr({ ...setup, port: await freePort() });
  const companion = await startCompanion({
    ...{ data: folder, noSamples: true, port, smartLaunch: [`${ehr.iss},iso-1`] },
    ...more,
  });
  const stop = async () => {
    await Promise.all([companion.stop(), ehr.stop(), stranger.stop()]);
  };
  return { companion, ehr, stranger, chest, knee, stop };
}

const launchOf = ({ url }: Companion, { iss }: MockEhr, launch: string): string =>
  `${url}/launch?${new URLSearchParams({ iss, launch })}`;

/** All that the browser keeps of this tab beside the screen. */
const keptBy = (page: Page) =>
  page.evaluate(() =>
    JSON.stringify([location.href, history.state, { ...sessionStorage }, { ...localStorage }]),
  );

/** Nothing of a launch stays: no handle, code, state, token or patient. */
async function expectNothingKept(page: Page, { tokens }: MockEhr, ...more: readonly string[]) {
  const kept = await keptBy(page);
  for (const secret of [...tokens, ...more, 'launch=', 'code=', 'code_verifier', 'oidc.smart', 'Anna'])
    expect(kept).not.toContain(secret);
}

async function shoot(page: Page, name: string): Promise<void> {
  const folder = process.env['E2E_SHOTS'];
  if (folder) await page.screenshot({ path: `${folder}/${name}-${page.viewportSize()?.width}.png` });
}

test('an EHR opens its study in a house with sign-in: on record, and nothing of the launch is kept', async ({
  page,
  guard,
  folder,
}) => {
  const place = await open(folder, { demoLogin: true });
  const { companion, ehr, chest, knee, stop } = place;
  guard.allow(ehr.origin);
  const policy = (await fetch(companion.url)).headers.get('content-security-policy');
  expect(policy).toContain(`; connect-src 'self' ${ehr.origin};`);

  const bearers: { origin: string; token: string }[] = [];
  page.on('request', (request) => {
    const [, token] = /^Bearer (.+)$/.exec(request.headers()['authorization'] ?? '') ?? [];
    if (token !== undefined) bearers.push({ origin: new URL(request.url()).origin, token });
  });
  const launch = ehr.launch({ patient: 'p1', fhirContext: [{ reference: 'ImagingStudy/chest' }] });
  await page.goto(launchOf(companion, ehr, launch));
  // The site has to ask who is there: what is open waits sealed meanwhile.
  const signIn = new SignIn(page);
  await expect(signIn.screen).toBeVisible();
  await expectNothingKept(page, ehr, launch, chest);
  await signIn.as('Dr Ada Demo');
  const pane = page.locator('[data-pane="0"]');
  await expect(pane).toHaveAttribute('data-state', 'shown');
  await expect(page).toHaveURL(new RegExp(`#/view/main/${chest.replaceAll('.', '\\.')}(/|$)`));
  expect(ehr.refusals).toEqual([]);
  expect(ehr.tokens).toHaveLength(1);
  await expectNothingKept(page, ehr, launch);
  const launches = () =>
    readFileSync(join(companion.state, 'audit.jsonl'), 'utf8')
      .trimEnd()
      .split('\n')
      .filter((line) => line.includes('"code":"launch"'));
  await expect.poll(launches).toHaveLength(1);
  for (const word of ['Ada Demo', `urn:oid:${chest}`, ehr.iss]) expect(launches()[0]).toContain(word);

  // Each side's tokens are for that side alone, and a reload asks the EHR nothing.
  const own = bearers.filter(({ origin }) => origin === companion.url).map(({ token }) => token);
  const theirs = bearers.filter(({ origin }) => origin === ehr.origin).map(({ token }) => token);
  expect([own.length > 0, [...new Set(theirs)]]).toEqual([true, ehr.tokens]);
  expect(own.filter((token) => ehr.tokens.includes(token))).toEqual([]);
  const asked = ehr.requests.length;
  await page.reload();
  await expect(pane).toHaveAttribute('data-state', 'shown');
  expect(ehr.requests).toHaveLength(asked);

  // The site knows who is there: the next launch opens without a click.
  await page.goto(launchOf(companion, ehr, ehr.launch({ patient: 'p1', imagingstudy: 'knee' })));
  await expect(page).toHaveURL(new RegExp(`#/view/main/${knee.replaceAll('.', '\\.')}(/|$)`));
  await expect(pane).toHaveAttribute('data-state', 'shown');
  await expect.poll(launches).toHaveLength(2);
  await stop();
});

test('an EHR that is not named is not asked; several studies are a list, two patients nothing; all is forgotten', async ({
  page,
  guard,
  folder,
}) => {
  const site = await sitePlace();
  const place = await open(folder, { embedOrigins: [site.origin] });
  const { companion, ehr, stranger, chest, stop } = place;
  for (const { origin } of [ehr, { origin: companion.url }]) guard.allow(origin);
  const refused = page.getByTestId('launch-refused');

  await page.goto(launchOf(companion, stranger, stranger.launch({ patient: 'p1' })));
  await expect(refused).toContainText(elsewhere['launch.unknown.text']);
  expect(page.url()).toBe(`${companion.url}/#/launch`);
  expect([stranger.requests, ehr.requests]).toEqual([[], []]);
  await shoot(page, 'ehr-unknown');

  await page.goto(launchOf(companion, ehr, ehr.launch({ patient: 'p1' })));
  const rows = page.getByTestId('accession-study');
  await expect(rows).toHaveCount(2);
  await shoot(page, 'ehr-list');
  await rows.filter({ hasText: 'CT chest' }).click();
  await expect(page.locator('[data-pane="0"]')).toHaveAttribute('data-state', 'shown');
  await page.goBack();
  await expect(rows).toHaveCount(2);
  await expectNothingKept(page, ehr);
  await page.reload();
  await expect(refused).toContainText(elsewhere['launch.over.text']);

  // The study of another patient than the EHR has open: it is looked for, and nothing of it is fetched.
  const imagesAsked = () =>
    guard.requests.filter((url) => url.includes(`/dicom-web/studies/${chest}/`)).length;
  const shown = imagesAsked();
  expect(shown).toBeGreaterThan(0);
  await page.goto(launchOf(companion, ehr, ehr.launch({ patient: 'p2', imagingstudy: 'mistaken' })));
  await expect(page.getByTestId('launch-page')).toContainText(elsewhere['launch.find.other']);
  await expect(rows).toHaveCount(0);
  expect(imagesAsked()).toBe(shown);

  // An answer that came before, as its address would stand in somebody's log.
  const answers: string[] = [];
  page.on('request', (request) => request.url().includes('code=') && answers.push(request.url()));
  await page.goto(launchOf(companion, ehr, ehr.launch({ patient: 'p1', imagingstudy: 'chest' })));
  await expect(page.locator('[data-pane="0"]')).toHaveAttribute('data-state', 'shown');
  const before = ehr.requests.length;
  await page.goto(answers.at(-1) ?? 'about:blank');
  await expect(refused).toContainText(elsewhere['launch.stray.text']);
  expect(page.url()).toBe(`${companion.url}/#/launch`);
  expect(ehr.requests).toHaveLength(before);

  // Inside the frame of a site that may show the page it is said, and a tab of its own offered.
  const launch = launchOf(companion, ehr, ehr.launch({ patient: 'p1', imagingstudy: 'chest' }));
  const framing = await startSite(site.port, {
    '/': `<!doctype html><iframe width="900" height="600" src="${launch.replaceAll('&', '&amp;')}"></iframe>`,
  });
  guard.allow(framing.origin);
  await page.goto(framing.origin);
  const framed = page.frameLocator('iframe').getByTestId('launch-refused');
  await expect(framed).toContainText(elsewhere['launch.framed.text']);
  const tab = page.waitForEvent('popup');
  await framed.getByRole('link', { name: elsewhere['embed.ownTab'] }).click();
  await expect((await tab).locator('[data-pane="0"]')).toHaveAttribute('data-state', 'shown');
  await framing.stop();
  await stop();
});
