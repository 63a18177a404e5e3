import { patternHeight, patternOf } from '@/features/screenCheck/pattern';
import { QUESTIONS } from '@/features/screenCheck/screenChecks';
import { diagnose } from '@/i18n/en/diagnose';
import { screenCheck } from '@/i18n/en/screenCheck';
import { expect, test } from '../../fixtures/fixtures';
import { axeFindings } from '../../harness/axe';

test.use({ samples: 'short' });

test('a screen is checked by eye: greys and lines of the pattern are exact, the result is kept @tablet @phone', async ({
  page,
  companion,
}) => {
  const asked: string[] = [];
  await page.goto(`${companion.url}/#/diagnose`);
  await page.getByRole('link', { name: diagnose['diagnose.screenCheck'] }).click();
  await expect(page.getByRole('heading', { level: 1, name: screenCheck['screen.title'] })).toBeFocused();
  const pattern = page.getByRole('img', { name: screenCheck['screen.pattern'] });
  const sizeNow = () =>
    pattern.evaluate((canvas) => {
      const { width, height } = canvas as HTMLCanvasElement;
      const box = canvas.getBoundingClientRect();
      return { width, height, shownPx: box.width * devicePixelRatio };
    });
  // It is drawn once its room is known.
  await expect.poll(async () => (await sizeNow()).height).not.toBe(150);
  const size = await sizeNow();
  expect(size.height).toBe(patternHeight(size.width));
  expect(size.shownPx).toBeCloseTo(size.width, 3);
  // Every grey of an area that nothing lies over, as the browser holds it.
  const parts = patternOf(size.width).filter((part) => part.kind === 'area');
  const middles = parts.map(({ x, y, width, height }) => [
    Math.floor(x + width / 2),
    Math.floor(y + height / 2),
  ]);
  const expected = middles.map(
    ([x = 0, y = 0]) =>
      parts.findLast((one) => x >= one.x && x < one.x + one.width && y >= one.y && y < one.y + one.height)
        ?.grey,
  );
  const seen = await pattern.evaluate((canvas, at) => {
    const context = (canvas as HTMLCanvasElement).getContext('2d');
    return at.map(([x = 0, y = 0]) => [...(context?.getImageData(x, y, 1, 1).data ?? [])]);
  }, middles);
  const isLetter = (x: number, y: number) =>
    patternOf(size.width).some(
      (part) =>
        part.kind === 'letter' && Math.abs(part.x - x) < part.sizePx && Math.abs(part.y - y) < part.sizePx,
    );
  const wrong = seen.filter(([red, green, blue], at) => {
    const [x = 0, y = 0] = middles[at] ?? [];
    const grey = expected[at];
    return !isLetter(x, y) && !(red === grey && green === grey && blue === grey);
  });
  expect(seen.length).toBeGreaterThan(300);
  expect(wrong).toEqual([]);

  page.on('request', (request) => asked.push(request.url()));
  const result = page.getByTestId('screen-result');
  await expect(result).toHaveText(screenCheck['screen.unseen']);
  for (const question of QUESTIONS) {
    const yes = page
      .locator(`[data-question="${question}"]`)
      .getByText(screenCheck['screen.yes'], { exact: true });
    await yes.click();
    if (test.info().project.name !== 'desk')
      expect((await yes.boundingBox())?.height).toBeGreaterThanOrEqual(40);
  }
  const [right = ''] = screenCheck['screen.right'].split(' · ');
  await expect(result).toContainText(right);
  await page.reload();
  await expect(result).toContainText(right);
  await page.locator('[data-question="steps"]').getByText(screenCheck['screen.no'], { exact: true }).click();
  await expect(page.getByText(screenCheck['screen.advice.steps'])).toBeVisible();
  const [wrongSaid = ''] = screenCheck['screen.wrong'].split(' · ');
  await expect(result).toContainText(wrongSaid);
  expect(await axeFindings(page)).toEqual([]);
  // Nothing is asked of an archive, and nothing told to anybody.
  expect(asked.filter((url) => url.includes('/dicom-web/'))).toEqual([]);
  const folder = process.env['E2E_SHOTS'];
  if (folder) await page.screenshot({ path: `${folder}/screenCheck-${page.viewportSize()?.width}.png` });
});
