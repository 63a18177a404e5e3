import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from '../../fixtures/fixtures';
import { house } from '../../harness/identityProvider';
import { GuestPage, ShareDialog } from '../../pages/sharing';
import { SignIn } from '../../pages/signIn';
import { Viewer } from '../../pages/viewer';
import { Worklist } from '../../pages/worklist';
import { ctPhantom } from '../../material/phantom';

/** The roots of archives that a page asks for a study, until it is read: for the patient's others it searches in all. */
function asked(page: Page): { read: () => string[]; tokens: string[] } {
  const roots = new Set<string>();
  const tokens: string[] = [];
  page.on('request', (request) => {
    const root = /^(\/.+?)\/studies\//.exec(new URL(request.url()).pathname)?.[1];
    if (root === undefined) return;
    roots.add(root);
    tokens.push(request.headers()['authorization'] ?? '');
  });
  const read = () => {
    const all = [...roots];
    roots.clear();
    return all;
  };
  return { read, tokens };
}

test('two archives that hold the same study: each opens by its own root, and a share of the second opens that alone', async ({
  page,
  colleague,
  companion: second,
  folder,
}) => {
  const { study } = await ctPhantom(second.dicomWeb);
  const companion = await house(folder, { others: [`second=${second.dicomWeb}`] });
  const mine = asked(page);
  const viewer = new Viewer(page, companion.url);
  await page.goto(`${companion.url}/#/view/main/${study}`);
  await new SignIn(page).as('Dr Ada Demo');
  await viewer.shown();
  expect(mine.read()).toEqual(['/dicom-web']);

  const list = new Worklist(page, companion.url);
  await page.getByRole('button', { name: /^Back/ }).click();
  await expect(list.rows.first()).toBeVisible();
  await page.locator('.wl-archivebutton').click();
  await page.getByRole('button', { name: 'second', exact: true }).click();
  await expect(page.locator('.wl-archivebutton')).toContainText('second');
  await expect(list.rows.first()).toBeVisible();
  // What the first list had still asked for is none of what follows.
  mine.read();
  await page.goto(`${companion.url}/#/view/second/${study}`);
  await viewer.shown();
  expect(mine.read()).toEqual(['/archives/second']);

  const dialog = new ShareDialog(page);
  await dialog.open();
  const link = await dialog.create();
  const theirs = asked(colleague);
  await new GuestPage(colleague).open(link);
  await new Viewer(colleague, companion.url).shown();
  expect(theirs.read()).toEqual(['/archives/second']);
  const status = (root: string) =>
    fetch(`${companion.url}${root}/studies/${study}/series`, {
      headers: { authorization: theirs.tokens.at(-1) ?? '' },
    }).then((answer) => answer.status);
  expect([await status('/archives/second'), await status('/dicom-web')]).toEqual([200, 403]);
  const record = readFileSync(join(companion.state, 'audit.jsonl'), 'utf8');
  for (const archive of ['main', 'second'])
    expect(record).toContain(`"system":"urn:isocenter:archive","value":"${archive}"`);
  await companion.stop();
});
