import { expect, test } from 'vitest';
import type { SeriesSummary } from '@/archive/contract/archive';
import type { SeriesUid, StudyUid } from '@/dicom/dataset/uid';
import type { ViewState } from '@/view/viewState';
import { freshView } from '@/view/viewState';
import { createViewStore } from '@/view/viewStore';
import { stepSeries } from './steps';

test('a step to the next series is one that can be undone, also before there is an engine; none is none', () => {
  const study = '1.2' as StudyUid;
  const series = ['1.2.1', '1.2.2'].map((uid) => ({ study, series: uid as SeriesUid }) as SeriesSummary);
  const views = createViewStore(freshView(study));
  const began: ViewState[] = [];
  const on = {
    ...{ views, studies: [{ series }], shell: { setState: () => undefined } },
    hand: { begin: () => began.push(views.getState().view) },
  };
  for (let step = 0; step < 3; step++) stepSeries(on, 1);
  expect(views.getState().view.panes[0]?.series).toBe('1.2.2');
  expect(began.map(({ panes }) => panes[0]?.series)).toEqual([undefined, '1.2.1']);
});
