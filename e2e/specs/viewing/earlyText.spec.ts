import { en } from '@/i18n/en';
import { expect, test } from '../../fixtures/fixtures';
import { holdEngine } from '../../harness/holdEngine';
import { inspect } from '../../harness/inspect';
import { ctPhantom } from '../../material/phantom';
import { Viewer } from '../../pages/viewer';

test.use({ samples: 'short' });

test('an arrow drawn before the engine is there: what is typed is its text, and it is asked for over no other dialog', async ({
  page,
  companion,
}) => {
  const { study } = await ctPhantom(companion.dicomWeb);
  for (const isOther of [false, true]) {
    const viewer = new Viewer(page, companion.url);
    const engine = await holdEngine(page);
    const asked = engine.asked();
    await viewer.openStudy(study);
    await asked;
    // The engine's own picture is not there yet.
    const box = await viewer.pane().boundingBox();
    if (!box) throw new Error('no pane');
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    await viewer.tool('arrow').click();
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 60, y + 20, { steps: 4 });
    await page.mouse.up();
    const before = await inspect.view(page);
    await page.keyboard.type('xrl');
    expect(await inspect.view(page)).toEqual(before);
    await expect(viewer.tool('length')).not.toHaveAttribute('aria-pressed', 'true');
    const dialogs = page.getByRole('dialog');
    const question = page.getByRole('dialog', { name: en['arrow.title'] });
    if (isOther) {
      await page.getByTestId('share').click();
      await expect(dialogs).toHaveCount(1);
    }
    engine.release();
    await viewer.loaded();
    if (isOther) {
      await expect(dialogs).toHaveCount(1);
      await expect(question).toHaveCount(0);
      await page.keyboard.press('Escape');
    }
    await expect(question).toBeVisible();
    await expect(dialogs).toHaveCount(1);
    const field = question.getByRole('textbox');
    await expect(field).toBeFocused();
    if (!isOther) await expect(field).toHaveValue('xrl');
    await field.fill('xrl');
    await page.keyboard.press('Enter');
    await expect
      .poll(async () => (await inspect.measurements(page)).map(({ label }) => label))
      .toEqual(['xrl']);
    await page.goto('about:blank');
  }
});
