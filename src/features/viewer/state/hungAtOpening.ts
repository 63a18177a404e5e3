import type { SeriesSummary } from '@/archive/contract/archive';
import type { ViewState } from '@/view/viewState';
import { hang } from './hang';
import { hangOpening } from './hangBy';
import { readHangings } from './hangingStore';

/** A study just opened, hung by what is kept in this browser, else plainly. */
export const hungAtOpening = (view: ViewState, series: readonly SeriesSummary[]): ViewState =>
  hangOpening(view, series, readHangings())?.view ?? hang(view, series);
