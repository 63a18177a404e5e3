import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { toSeriesUid, toStudyUid } from '@/dicom/dataset/uid';
import { encodeLink } from '@/view/link/codec';
import { sequence, writeDicom, type Attributes } from '../../../server/testing/writeDicom';
import { startCompanion } from '../../harness/companion';
import { expect, test } from '../../fixtures/fixtures';
import { Viewer } from '../../pages/viewer';
import { must, viewOf } from '../../fixtures/presentationStates';

const STUDY = '1.2.826.0.1.3680043.10.1.90';
const SERIES = `${STUDY}.1`;

const report = (number: number, name: string): Attributes => ({
  '00080016': ['UI', '1.2.840.10008.5.1.4.1.1.88.33'],
  '00080018': ['UI', `${SERIES}.${number}`],
  '00080020': ['DA', '20260102'],
  '00080060': ['CS', 'SR'],
  '00100010': ['PN', name],
  '00100020': ['LO', 'ID1'],
  '0020000D': ['UI', STUDY],
  '0020000E': ['UI', SERIES],
  '00200013': ['IS', String(number)],
  '0040A040': ['CS', 'CONTAINER'],
  '0040A043': [
    'SQ',
    sequence({ '00080100': ['SH', '18748-4'], '00080102': ['SH', 'LN'], '00080104': ['LO', 'Report'] }),
  ],
});

test('each document of a series names its own patient, in header and pane', async ({ page, folder }) => {
  const data = join(folder, 'data');
  mkdirSync(data);
  writeFileSync(join(data, '1.dcm'), writeDicom(report(1, 'First^Anna')));
  writeFileSync(join(data, '2.dcm'), writeDicom(report(2, 'Second^Berta')));
  const companion = await startCompanion({ data, noSamples: true });
  const viewer = new Viewer(page, companion.url);
  const [study, series] = [must(toStudyUid(STUDY)), must(toSeriesUid(SERIES))];
  const archive = await viewer.archiveId();
  await page.goto(`${companion.url}/#${encodeLink({ archive, view: viewOf({ study, series }), marks: [] })}`);
  const choice = page.getByTestId('sr').getByRole('group').first().getByRole('button');
  await expect(choice).toHaveCount(2);
  for (const [at, name, other] of [
    [0, /First/, /Second/],
    [1, /Second/, /First/],
    [0, /First/, /Second/],
  ] as const) {
    await choice.nth(at).click();
    for (const place of [viewer.pane(), page.getByRole('banner')]) {
      await expect(place).toContainText(name);
      await expect(place).not.toContainText(other);
    }
  }
  await companion.stop();
});
