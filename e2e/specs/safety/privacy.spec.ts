import { expect, test } from '../../fixtures/fixtures';
import { keptOnPage, secrets } from '../../harness/hidden';
import { house } from '../../harness/identityProvider';
import { ctPhantom } from '../../material/phantom';
import { SignIn } from '../../pages/signIn';
import { Viewer } from '../../pages/viewer';
import { Worklist } from '../../pages/worklist';
import { watchTokens } from '../../harness/tokenWatch';

test.use({ samples: 'short' });

test('no name, ID, date or UID in path, query, title, console, storage or at other hosts', async ({
  page,
  companion,
  guard,
}) => {
  const found = await ctPhantom(companion.dicomWeb);
  const hidden = await secrets(companion.dicomWeb);
  expect(hidden.length).toBeGreaterThan(10);
  const family = found.patient.split('^')[0] ?? '';
  const places: string[] = [];
  const look = async (where: string) => {
    const { pathname, search } = new URL(page.url());
    places.push(`${where}: address ${pathname}${search}`, `${where}: kept ${await keptOnPage(page)}`);
  };

  const list = new Worklist(page, companion.url);
  await list.open();
  await list.filterPatient(family);
  await look('worklist');
  await list.openStudy(list.row(new RegExp(family, 'i')).first());
  const viewer = new Viewer(page, companion.url);
  await viewer.shown();
  await viewer.button(/^Back to the worklist$/).click();
  await list.openStudy(list.row(new RegExp(family, 'i')).first());
  await viewer.shown();
  await look('opened again');
  await viewer.tool('length').click();
  await viewer.drag(await viewer.fromMiddle(-50, 0), await viewer.fromMiddle(50, 0));
  await viewer.measured(1);
  await look('viewer');
  const link = await viewer.share();
  places.push(`link: ${new URL(link).pathname}${new URL(link).search}`);
  await look('share');
  await page.keyboard.press('Escape');
  await page.reload();
  await viewer.shown();
  await look('after reload');
  await page.goto(`${companion.url}/?StudyInstanceUIDs=${found.study}`);
  await viewer.shown();
  await look('foreign entry');
  places.push(...guard.console.map((line) => `console: ${line}`));

  // The archive's own addresses name UIDs in the path, as DICOMweb demands; the page's own do not. A page asked for by
  // another system carries the UID in the query of that one request, which is not ours to change.
  const asked = guard.requests.filter(
    (url) => !new URL(url).pathname.startsWith('/dicom-web/') && !url.includes('?StudyInstanceUIDs='),
  );
  places.push(...asked.map((url) => `request: ${new URL(url).pathname}${new URL(url).search}`));

  const told = places.flatMap((place) =>
    hidden.filter((secret) => place.includes(secret)).map((secret) => `${secret} in ${place.slice(0, 300)}`),
  );
  expect(told).toEqual([]);

  // A shared link names studies by UID in the fragment, but nobody's name.
  const names = hidden.filter((secret) => !/^[\d.]+$/.test(secret));
  expect(names.filter((name) => decodeURIComponent(link).includes(name))).toEqual([]);
});

test('nor where people sign in: not in the issuer’s address, not while away there, not after the sign-out', async ({
  page,
  context,
  companion: open,
  folder,
  guard,
}) => {
  const found = await ctPhantom(open.dicomWeb);
  const hidden = await secrets(open.dicomWeb);
  const companion = await house(folder, {}, 'short');
  const signIn = new SignIn(page);
  const viewer = new Viewer(page, companion.url);
  const places: string[] = [];
  const look = async (where: string) => {
    const { pathname, search } = new URL(page.url());
    places.push(`${where}: address ${pathname}${search}`, `${where}: kept ${await keptOnPage(page)}`);
    places.push(`${where}: title ${await page.title()}`);
  };
  const tokens = watchTokens(context);
  await page.goto(`${companion.url}/#/view/main/${found.study}`);
  await look('sign-in page');
  await signIn.screen.getByRole('button', { name: /^Sign in$/ }).click();
  await expect(page.getByRole('button', { name: /Dr Ada Demo/ })).toBeVisible();
  // The issuer is at this page's own origin here, and sees what the page keeps.
  await look('at the issuer');
  await signIn.choose('Dr Ada Demo');
  await viewer.shown();
  await look('viewer');
  await viewer.tool('length').click();
  await viewer.drag(await viewer.fromMiddle(-50, 0), await viewer.fromMiddle(50, 0));
  await viewer.measured(1);
  await page.reload();
  await viewer.shown();
  await look('after reload');
  await page.goto(`${companion.url}/?StudyInstanceUIDs=${found.study}`);
  await viewer.shown();
  await look('foreign entry');
  await signIn.lockNow();
  await expect(signIn.lock).toBeVisible();
  await look('locked');
  await signIn.as('Dr Ada Demo');
  await viewer.shown();
  await signIn.signOut();
  await expect(signIn.screen).toBeVisible();
  await look('signed out');
  places.push(...guard.console.map((line) => `console: ${line}`));
  const asked = guard.requests.filter(
    (url) => !new URL(url).pathname.startsWith('/dicom-web/') && !url.includes('?StudyInstanceUIDs='),
  );
  places.push(...asked.map((url) => `request: ${new URL(url).pathname}${new URL(url).search}`));
  const told = places.flatMap((place) =>
    [...hidden, 'Ada Demo', 'dr-a']
      .filter((secret) => place.includes(secret))
      .map((secret) => `${secret} in ${place.slice(0, 300)}`),
  );
  expect(told).toEqual([]);
  expect(await tokens.leaks()).toEqual([]);
  expect(await tokens.origins()).toEqual(new Set([companion.url]));
  expect(places.filter((place) => /eyJ[\w-]{10,}/.test(place))).toEqual([]);
  await companion.stop();
});

test('the page is served with a strict content security policy and headers that keep it to itself', async ({
  request,
  companion,
}) => {
  const headers = (await request.get(`${companion.url}/`)).headers();
  const policy = headers['content-security-policy'] ?? '';
  expect(policy).toMatch(/default-src '(none|self)'/);
  expect(policy).not.toContain("'unsafe-inline'; script");
  expect(/script-src([^;]*)/.exec(policy)?.[1] ?? '').not.toContain("'unsafe-inline'");
  expect(/script-src([^;]*)/.exec(policy)?.[1] ?? '').not.toMatch(/'unsafe-eval'/);
  expect(policy).toContain('frame-ancestors');
  expect(headers['x-content-type-options']).toBe('nosniff');
  expect(headers['referrer-policy']).toBe('no-referrer');
});
