import { withTexts } from '@/i18n/fetchTexts';
import { latePart } from '@/ui/latePart';
import { PlaceGone } from '@/ui/PartGone';
import type { KindSubject, PaneKind } from './contract/paneKind';
import { acceptsPdf } from './pdf/acceptsPdf';
import { acceptsReport } from './sr/acceptsReport';

/**
 * Every kind of object that fills a pane with something else than images: its folder here, and its row. What no row accepts is named
 * by the pane, with its attributes.
 */
export const PANE_KINDS = {
  sr: {
    accepts: acceptsReport,
    Pane: latePart(() => withTexts(import('./sr/SrPane'), 'srText'), PlaceGone),
  },
  pdf: {
    accepts: acceptsPdf,
    Pane: latePart(() => withTexts(import('./pdf/PdfPane'), 'pdfText'), PlaceGone),
  },
} as const satisfies Readonly<Record<string, PaneKind>>;

export type PaneKindId = keyof typeof PANE_KINDS;

const IDS = Object.keys(PANE_KINDS) as PaneKindId[];

/** Which kind shows an object; undefined: none. */
export const paneKindOf = (object: KindSubject): PaneKindId | undefined =>
  IDS.find((id) => PANE_KINDS[id].accepts(object));
