import { expect, test } from 'vitest';
import { toSeriesUid, toSopUid, toStudyUid } from '@/dicom/dataset/uid';
import type { KeyImage, Pane } from '@/view/viewState';
import { createEngineNeed, needOf, whenNeeded, type Nature } from './engineNeed';

function pane(series: string, more: Partial<Pane> = {}): Pane {
  const [study, uid] = [toStudyUid('1.2'), toSeriesUid(series)];
  if (!study || !uid) throw new Error('no UID');
  return { study, series: uid, ...more };
}
const MODALITIES: Readonly<Record<string, string>> = { '1.2.1': 'DOC', '1.2.2': 'CT' };

test.each<[string, readonly (Pane | null)[], readonly Nature[], string]>([
  ['nothing placed', [null], [], 'unknown'],
  ['a document, known', [pane('1.2.1')], ['other'], 'none'],
  ['a document, by its list alone', [pane('1.2.1')], ['unknown'], 'unknown'],
  ['a document beside an empty place', [pane('1.2.1'), null], ['other'], 'none'],
  [
    'a document beside another that is still to be described',
    [pane('1.2.1'), pane('1.2.1')],
    ['other', 'unknown'],
    'unknown',
  ],
  ['images, by their list alone', [pane('1.2.2')], ['unknown'], 'some'],
  ['images beside a document', [pane('1.2.1'), pane('1.2.2')], ['other', 'unknown'], 'some'],
  ['what no list names', [pane('1.2.3')], ['unknown'], 'unknown'],
  ['images that call themselves a document', [pane('1.2.1')], ['images'], 'some'],
  ['a document that calls itself CT', [pane('1.2.2')], ['other'], 'none'],
])('%s needs: %#', (_, panes, natures, need) => {
  expect(
    needOf(
      { panes },
      (at) => natures[at] ?? 'unknown',
      (series) => MODALITIES[series],
    ),
  ).toBe(need);
});

test('stars of images need it, whatever the panes hold', () => {
  const { study, series } = pane('1.2.1');
  const sop = toSopUid('1.2.3');
  if (!sop) throw new Error('no UID');
  const panes = [pane('1.2.1')];
  const need = (keyImages: readonly KeyImage[]) =>
    needOf(
      { panes, keyImages },
      () => 'other',
      () => 'DOC',
    );
  expect([need([]), need([{ study, series, sop, frame: 1 }])]).toEqual(['none', 'some']);
});

test('who waits for the need hears of it once it is there, and at once where it is', async () => {
  const store = createEngineNeed();
  let heard = 0;
  const waits = whenNeeded(store).then(() => heard++);
  store.setState({ need: 'none' });
  await Promise.resolve();
  expect(heard).toBe(0);
  store.setState({ need: 'some' });
  await waits;
  await whenNeeded(store);
  expect(heard).toBe(1);
});
