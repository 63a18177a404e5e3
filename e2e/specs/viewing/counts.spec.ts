import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { en } from '@/i18n/en';
import { imageWarningText } from '@/i18n/en/imageWarningText';
import { serveCases } from '../../fixtures/cases';
import { startCompanion } from '../../harness/companion';
import { expect, test } from '../../fixtures/fixtures';
import { inspect } from '../../harness/inspect';
import { CASES, endWithUs, hasCases, NO_CASES, until } from '../../harness/machine';
import { freePort } from '../../harness/ports';
import { Viewer } from '../../pages/viewer';

const words = (text: string, values: Readonly<Record<string, string | number>>) =>
  Object.entries(values).reduce((all, [name, value]) => all.replaceAll(`{{${name}}}`, String(value)), text);

test.describe('what an archive announces and what it describes', () => {
  test.skip(!hasCases, NO_CASES);

  test('half of a series is no whole series: tile and picture say how much is missing', async ({
    page,
    folder,
  }) => {
    const whole = await serveCases(folder, ['half-the-series']);
    const port = await freePort();
    const half = spawn(process.execPath, [
      join(CASES, 'half-the-series', 'half.mjs'),
      String(port),
      whole.url,
    ]);
    endWithUs(half, 'SIGTERM');
    const archive = `http://127.0.0.1:${port}/dicom-web`;
    await until('it stands before the archive', async () => (await fetch(`${archive}/studies`)).ok, 20_000);
    const companion = await startCompanion({ archive });
    const [study] = (await (await fetch(`${archive}/studies`)).json()) as {
      '0020000D': { Value: string[] };
    }[];
    const uid = study?.['0020000D'].Value[0] ?? '';

    const viewer = new Viewer(page, companion.url);
    await viewer.openStudy(uid);
    await expect.poll(async () => (await inspect.panes(page))[0]?.frames).toBe(27);
    const tile = viewer.thumbs.first();
    const gap = { count: 27, of: 54 };
    await expect(tile).toContainText(words(en['series.missing_other'], gap));
    await expect(tile).toHaveAccessibleName(new RegExp(words(en['series.missing_other'], gap)));
    const list = viewer.pane().getByRole('list', { name: imageWarningText['imageWarning.name'] });
    await expect(list.getByRole('listitem').first()).toHaveText(
      words(imageWarningText['imageWarning.missing_other'], gap),
    );

    // The same archive without anything between: nothing is missing, and nothing is said.
    const plain = new Viewer(page, whole.url);
    await plain.openStudy(uid);
    await plain.loaded();
    expect((await inspect.panes(page))[0]?.frames).toBe(54);
    await expect(plain.thumbs.first()).toContainText(en['series.loaded']);
    await expect(plain.pane().getByText('missing')).toHaveCount(0);

    half.kill();
    await companion.stop();
    await whole.stop();
  });

  test('an archive that gives no counts, or counts too few, raises no alarm', async ({ page, folder }) => {
    const companion = await serveCases(folder, ['half-the-series', 'sr-without-evidence']);
    for (const said of [undefined, 10]) {
      await page.unrouteAll();
      await page.route(/\/series(\?|$)/, async (route) => {
        const answer = await route.fetch();
        const rows = (await answer.json()) as Record<string, unknown>[];
        for (const row of rows)
          if (said === undefined) delete row['00201209'];
          else row['00201209'] = { vr: 'IS', Value: [said] };
        await route.fulfill({ response: answer, json: rows });
      });
      const viewer = new Viewer(page, companion.url);
      await page.goto('about:blank');
      const rows = (await (await fetch(`${companion.dicomWeb}/studies`)).json()) as {
        '0020000D': { Value: string[] };
        '00201208'?: { Value: number[] };
      }[];
      const many = rows.find((row) => row['00201208']?.Value[0] === 54) ?? rows[0];
      await viewer.openStudy(many?.['0020000D'].Value[0] ?? '');
      await viewer.loaded();
      expect((await inspect.panes(page))[0]?.frames).toBe(54);
      await expect(viewer.thumbs.first()).toContainText(en['series.loaded']);
      await expect(viewer.pane().getByText('missing')).toHaveCount(0);
    }
    await companion.stop();
  });
});
