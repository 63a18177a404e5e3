import { startCompanion, type Companion } from '../../harness/companion';
import { allRows, STUDY_UID, attributeText, type QidoRow } from '../../harness/dicomWeb';
import { expect, test } from '../../fixtures/fixtures';
import { inspect } from '../../harness/inspect';
import { Viewer } from '../../pages/viewer';
import { Worklist } from '../../pages/worklist';
import {
  serveStaticTree,
  writeStaticTree,
  type FrameForm,
  type StaticServer,
} from '../../harness/staticTree';

const INSTANCES = '00201208';
const MODALITIES = '00080061';
/** Small ones: every frame is a file. */
const MOST = 30;

/** The smallest study of each modality, where it is small. */
async function someStudies(root: string): Promise<QidoRow[]> {
  const all = await allRows(root, 'studies?includefield=all');
  const size = (row: QidoRow) => Number(attributeText(row, INSTANCES));
  const small = all.filter((row) => size(row) <= MOST).toSorted((a, b) => size(a) - size(b));
  return [...new Map(small.toReversed().map((row) => [attributeText(row, MODALITIES), row])).values()];
}

for (const form of ['raw', 'multipart'] as const satisfies readonly FrameForm[]) {
  test.describe(`a static DICOMweb tree, frames ${form}`, () => {
    let tree: StaticServer;
    let before: Companion;
    let studies: QidoRow[];

    test.beforeAll(async ({ companion }) => {
      const folder = test.info().outputPath('tree');
      studies = await someStudies(companion.dicomWeb);
      expect(studies.length).toBeGreaterThan(2);
      await writeStaticTree(companion.dicomWeb, folder, studies, form);
      tree = await serveStaticTree(folder, form);
      before = await startCompanion({ archive: tree.root });
    });
    test.afterAll(async () => {
      await before.stop();
      await tree.close();
    });

    test('lists, filters and sorts here', async ({ page }) => {
      const list = new Worklist(page, before.url);
      await list.open();
      await expect(list.rows).toHaveCount(studies.length);
      const [modality = ''] = (studies[0]?.[MODALITIES]?.Value ?? []).map(String);
      const own = studies.filter((row) => row[MODALITIES]?.Value?.includes(modality));
      await page.goto(`${before.url}/#/?mod=${modality}`);
      await page.reload();
      await expect(list.rows).toHaveCount(own.length);
      await expect(page.getByText('The archive does not search by modality')).toBeVisible({
        visible: own.length < studies.length,
      });
    });

    test('shows studies as the archive it was made from does', async ({ page, companion }) => {
      test.slow();
      const pictures = async (origin: string) => {
        const viewer = new Viewer(page, origin);
        const found: (string | undefined)[] = [];
        // What lies in the files is the same for both forms: one is looked at in full, the other for its reading.
        for (const row of form === 'raw' ? studies : studies.slice(0, 2)) {
          await page.goto('about:blank');
          await viewer.openStudy(attributeText(row, STUDY_UID));
          const facts = await inspect.pixels(page, 0);
          const [pane] = await inspect.panes(page);
          found.push(`${pane?.sopUid ?? ''} ${pane?.frame ?? 0} ${facts?.sha256 ?? ''}`);
        }
        return found;
      };
      expect(await pictures(before.url)).toEqual(await pictures(companion.url));
    });

    test('diagnose says that these are files', async ({ page }) => {
      await page.goto(`${before.url}/#/diagnose`);
      await expect(page.locator('[data-diagnosed="yes"]')).toBeVisible({ timeout: 30_000 });
      const row = (check: string) => page.locator(`[data-check="${check}"]`);
      await expect(row('search')).toContainText('These are files, not a search');
      await expect(row('filters')).toContainText('It looks at no filter');
      await expect(row('frames')).toHaveAttribute('data-verdict', /works|limited/);
      await expect(row('store')).toHaveAttribute('data-verdict', 'limited');
      await expect(page.getByRole('heading', { name: 'You can find and read studies.' })).toBeVisible();
      expect(tree.seen.filter((line) => line.startsWith('POST ')).length).toBe(1);
    });
  });
}
