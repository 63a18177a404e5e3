import { expect, type FileChooser } from '@playwright/test';
import { NEUROSURGERY } from '@/dicom/testing/standardProtocols';
import { test } from '../../fixtures/fixtures';
import { LanguageWalk, SPOKEN, foreignWords } from '../../fixtures/languageWalk';
import { startCompanion } from '../../harness/companion';
import { freePort } from '../../harness/ports';
import { LINKED, writeLinkedRegistration, writeLinkedStudies } from '../../material/linkedStudies';
import { beside, paneOf, sign } from '../../pages/linkedPanes';
import { Viewer } from '../../pages/viewer';

/** The reader's arrangements: none, one that is kept and why the panes hang so, one that is deleted, files that are none and another's. */
async function arrangements(walk: LanguageWalk, { page }: Viewer): Promise<void> {
  const dialog = page.getByRole('dialog');
  const open = async () => {
    await page.keyboard.press('_');
    await expect(walk.button(dialog, 'hanging.file.import')).toBeVisible();
  };
  const bring = async (chosen: Parameters<FileChooser['setFiles']>[0]) => {
    const chooser = page.waitForEvent('filechooser');
    await walk.button(dialog, 'hanging.file.import').press('Enter');
    await (await chooser).setFiles(chosen);
  };
  await open();
  await walk.look(page, 'no arrangement');
  await walk.button(dialog, 'action.keepHanging').click();
  await expect(page.getByTestId('hanging-said')).toBeVisible();
  await walk.look(page, 'arrangement kept');
  await open();
  await expect(page.getByTestId('hanging-why').getByRole('listitem').first()).toBeVisible();
  await walk.look(page, 'why so');
  await dialog.getByRole('button', { name: walk.texts.pattern('hanging.remove') }).click();
  await expect(dialog.getByText(walk.say('hanging.mine.none'), { exact: true })).toBeVisible();
  await walk.look(page, 'arrangement deleted');
  await bring({ name: 'x.dcm', mimeType: 'application/dicom', buffer: Buffer.from('no file of DICOM') });
  await expect(dialog.getByRole('alert')).toBeVisible();
  await walk.look(page, 'no arrangement in a file');
  const foreign = Buffer.from(JSON.stringify(NEUROSURGERY));
  await bring({ name: 'v4.json', mimeType: 'application/dicom+json', buffer: foreign });
  await expect(dialog.getByTestId('hanging-file').getByRole('listitem').first()).toBeVisible();
  await walk.look(page, 'arrangement of a file');
  await walk.leave(page);
}

test('other studies and linked panes: no text cut, no English left @tablet', async ({ page, folder }) => {
  test.setTimeout(120_000);
  writeLinkedStudies(folder);
  writeLinkedRegistration(folder);
  const companion = await startCompanion({
    data: folder,
    noSamples: true,
    others: [`nowhere=http://127.0.0.1:${await freePort()}/dicom-web`],
  });
  // Beside the archive's words the name of an arrangement that a file brings.
  const data = new Set([...(await foreignWords(companion.dicomWeb)), 'neurosurgeryplan']);
  const walk = await LanguageWalk.begin(SPOKEN, data, page);
  const viewer = new Viewer(page, companion.url);
  const panes = [
    paneOf(LINKED.thin, 40),
    paneOf(LINKED.thick),
    paneOf(LINKED.coronal, 9),
    paneOf(LINKED.before, 5),
  ];
  await viewer.openLink({ view: beside(panes, { grid: { rows: 2, columns: 2 } }), marks: [] });
  const { name } = test.info().project;
  // Upright, a phone shows the pane that is active.
  const shown = name === 'phone' ? [0] : [...panes.keys()];
  for (const pane of shown) await viewer.shown(pane);
  const isOpen = () => expect(page.locator('[data-owns-keys]').first()).toBeVisible();

  await viewer.pane(0).focus();
  await page.keyboard.press('=');
  await expect(sign(viewer, 0)).toHaveAttribute('data-link', 'leads');
  await walk.look(page, 'linked');
  if (shown.length > 1) {
    await viewer.openWarnings(3);
    await isOpen();
    await walk.look(page, 'not linked');
    await walk.leave(page);
    // Aligned by what a registration object says, and no more.
    for (const how of ['follows', 'apart']) {
      await viewer.pane(0).focus();
      await page.keyboard.press('Control+k');
      await isOpen();
      await page.keyboard.type(walk.say('action.linkRegistered'));
      await page.keyboard.press('Enter');
      await expect(sign(viewer, 3)).toHaveAttribute('data-link', how);
      if (how === 'follows') await walk.look(page, 'registered');
    }
    await viewer.pane(0).focus();
    await page.keyboard.press('#');
    await expect(sign(viewer, 3)).toHaveAttribute('data-link', 'follows');
    await walk.look(page, 'linked by hand');
    await page.keyboard.press('/');
    await walk.look(page, 'reference lines');
    await page.keyboard.press('!');
    await expect(viewer.pane(0)).toBeHidden();
    await walk.look(page, 'compared in one place');
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.keyboard.press('<');
    const still = page.getByText(walk.say('end.blink.still'), { exact: true });
    await expect(still).toBeVisible();
    await walk.look(page, 'nothing moves by itself');
    await expect(still).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(viewer.pane(0)).toBeVisible();
    await viewer.pane(0).focus();
  }
  await arrangements(walk, viewer);
  if (name === 'desk') {
    await walk.button(page, 'layout.choose').click();
    await isOpen();
    await walk.look(page, 'panes menu');
  } else {
    await walk.button(page, 'viewer.more').or(walk.button(page, 'sheet.more')).first().click();
    const list = walk.button(page, 'sheet.series');
    await expect(list).toBeVisible();
    await walk.look(page, 'more');
    await list.click();
    await expect(page.getByTestId('prior').first()).toBeVisible();
    await walk.look(page, 'list');
  }
  await walk.leave(page);

  await viewer.pane(0).focus();
  await page.keyboard.press('Control+Shift+ArrowLeft');
  const oldest = page.getByText(walk.say('end.prior.oldest'), { exact: true });
  await expect(oldest).toBeVisible();
  await walk.look(page, 'end of the other studies');
  await expect(oldest).toBeVisible();
  await companion.stop();
  walk.end();
});
