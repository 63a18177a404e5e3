import type { SeriesSummary } from '@/archive/contract/archive';
import type { HangingProtocol } from '@/dicom/hanging/template';
import type { ViewState } from '@/view/viewState';
import { choicesFor, hangOpening, hangPlain } from './hangBy';
import type { KeptHangings } from './hangingState';

/** Why a screen hangs by no arrangement. */
export interface WhyPlain {
  /** It hangs plainly; false: somebody arranged it, here or in a link. */
  readonly isPlain: boolean;
  /**
   * What became of what is kept: `none`: nothing is; `other`: for other studies; `unused`: for such, and it would hang; `unfit`: for such, and
   * no series here fits it.
   */
  readonly kept: 'none' | 'other' | 'unused' | 'unfit';
  /** That which is kept for such studies. */
  readonly protocol?: HangingProtocol;
}

/** Why a view hangs by no arrangement; `series`: all that is listed of its studies. */
export function whyPlain(
  view: ViewState,
  series: readonly SeriesSummary[],
  { mine, house }: KeptHangings,
): WhyPlain {
  const own = series.filter(({ study }) => study === view.studies[0]);
  const [plain] = hangPlain(view, own).panes;
  const isPlain = view.panes.length === 1 && view.panes[0]?.series === plain?.series;
  const kept = { mine, house, habits: [] };
  const choice = choicesFor(own, kept).find(({ from }) => from !== 'builtIn');
  if (!choice) return { isPlain, kept: mine.length + house.length === 0 ? 'none' : 'other' };
  const opened = hangOpening({ ...view, panes: view.panes.map(() => null) }, own, kept);
  return { isPlain, kept: opened ? 'unused' : 'unfit', protocol: choice.protocol };
}
