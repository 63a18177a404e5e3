import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { axeFindings } from '../../harness/axe';
import { expect, test } from '../../fixtures/fixtures';
import { keptOnPage, secrets } from '../../harness/hidden';
import { house } from '../../harness/identityProvider';
import { atBothSizes } from '../../harness/sizes';
import { GuestPage, ShareDialog } from '../../pages/sharing';
import { SignIn } from '../../pages/signIn';
import { Viewer } from '../../pages/viewer';
import { ctPhantom } from '../../material/phantom';

test.use({ samples: 'short' });

test('sharing leaves no name, UID, secret, passcode or token where others read', async ({
  page,
  colleague,
  companion: open,
  folder,
  guard,
}) => {
  test.setTimeout(180_000);
  const { study } = await ctPhantom(open.dicomWeb);
  const hidden = await secrets(open.dicomWeb);
  const companion = await house(folder, {}, 'short');
  const tokens = new Set<string>();
  const asGuest = new Set<string>();
  colleague.on('request', (request) => asGuest.add(request.url()));
  for (const one of [page, colleague]) {
    one.on('request', (request) => {
      const [, token] = (request.headers()['authorization'] ?? '').split(' ');
      if (token !== undefined) tokens.add(token);
    });
  }
  const places: string[] = [];
  const look = async (where: string) => {
    for (const one of [page, colleague].filter((one) => one.url().startsWith('http'))) {
      const { pathname, search } = new URL(one.url());
      places.push(`${where}: address ${pathname}${search}`, `${where}: kept ${await keptOnPage(one)}`);
      places.push(`${where}: attributes ${await one.evaluate(() => document.title)}`);
    }
  };
  await page.goto(`${companion.url}/#/view/main/${study}`);
  await new SignIn(page).as('Dr Ada Demo');
  await new Viewer(page, companion.url).shown();
  const dialog = new ShareDialog(page);
  await dialog.open();
  await dialog.dialog.getByRole('textbox', { name: 'For' }).fill('Dr Sample Clinic');
  const link = await dialog.create();
  const mail = (await dialog.dialog.getByRole('link', { name: 'Mail' }).getAttribute('href')) ?? '';
  await look('made');
  const guest = new GuestPage(colleague);
  await guest.land(link.url);
  await look('landing');
  await guest.open(link);
  await new Viewer(colleague, companion.url).shown();
  await look('opened');
  await dialog.endNewest();
  await expect(colleague.getByRole('heading', { name: 'This share has ended' })).toBeVisible();
  await look('ended');

  const [secret = '?'] = (link.url.split('.').at(-1) ?? '').split('&');
  expect(secret).toHaveLength(43);
  expect(tokens.size).toBeGreaterThan(1);
  const never = [...hidden, secret, link.passcode ?? '?', 'Dr Sample Clinic', ...tokens];
  places.push(...guard.console.map((line) => `console: ${line}`));
  const asked = guard.requests.map((url) => new URL(url));
  places.push(
    ...asked
      .filter(({ pathname }) => !pathname.startsWith('/dicom-web/'))
      .map(({ pathname, search }) => `request: ${pathname}${search}`),
    // The archive's own addresses name UIDs, as DICOMweb demands, and the patient's ID where a reader's other studies of the same
    // patient are looked for; nothing else.
    ...asked
      .filter(({ pathname }) => pathname.startsWith('/dicom-web/'))
      .map(({ href, pathname, searchParams }) => {
        if (pathname.endsWith('/studies') && !asGuest.has(href)) searchParams.delete('PatientID');
        return `archive: ${searchParams.toString().replaceAll(study, '')}`;
      }),
  );
  places.push(`output: ${companion.output()}`);
  const told = places.flatMap((place) =>
    never
      .filter((word) => place.includes(word))
      .map((word) => `${word.slice(0, 12)}… in ${place.slice(0, 300)}`),
  );
  expect(told).toEqual([]);

  // The letter holds the link, and of its secret nothing but in the fragment.
  const letter = decodeURIComponent(mail.replace(/^mailto:\?/, ''));
  expect(letter).toContain(link.url);
  const others = letter.replaceAll(link.url, '');
  expect(never.filter((word) => others.includes(word))).toEqual([]);
  expect(letter).not.toContain(link.passcode ?? '?');
  const { pathname, search } = new URL(link.url);
  expect(pathname + search).toBe('/');

  // What the companion keeps: hashes.
  const file = readFileSync(join(companion.state, 'shares.jsonl'), 'utf8');
  expect([secret, link.passcode ?? '?'].filter((word) => file.includes(word))).toEqual([]);
  const audit = readFileSync(join(companion.state, 'audit.jsonl'), 'utf8');
  const names = hidden.filter((word) => !/^[\d.]+$/.test(word));
  expect([secret, ...names, ...tokens].filter((word) => audit.includes(word))).toEqual([]);
  await companion.stop();
});

test(
  'dialog, landing page, guest’s viewer and end are accessible',
  { tag: '@tablet' },
  async ({ page, colleague, companion: open, folder }) => {
    test.setTimeout(180_000);
    const { study } = await ctPhantom(open.dicomWeb);
    const companion = await house(folder, {}, 'short');
    const check = (where: string, one: typeof page) =>
      atBothSizes(one, async (size) => expect(await axeFindings(one), `${where}, ${size}`).toEqual([]));
    // Colours are measured at rest.
    for (const one of [page, colleague]) await one.emulateMedia({ reducedMotion: 'reduce' });
    await page.goto(`${companion.url}/#/view/main/${study}`);
    await new SignIn(page).as('Dr Ada Demo');
    await new Viewer(page, companion.url).shown();
    // A phone has it behind More.
    await page.getByTestId('account').click();
    await expect(page.getByRole('dialog')).toBeVisible();
    expect(await axeFindings(page), 'account').toEqual([]);
    await page.keyboard.press('Escape');
    const dialog = new ShareDialog(page);
    await dialog.open();
    await check('dialog', page);
    await dialog.choose('What', 'Chosen series');
    await dialog.choose('Until', 'Hours');
    await check('choices', page);
    const link = await dialog.create();
    await dialog.dialog.getByRole('button', { name: /^Accesses of/ }).click();
    await dialog.check('Download').check();
    await check('made', page);
    const guest = new GuestPage(colleague);
    await guest.land(link.url);
    await check('landing', colleague);
    await guest.open(link);
    await new Viewer(colleague, companion.url).shown();
    await check('opened', colleague);
    await dialog.endNewest();
    await expect(colleague.getByRole('heading', { name: 'This share has ended' })).toBeVisible();
    await check('ended', colleague);
    await companion.stop();
  },
);
