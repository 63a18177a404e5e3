import type { HangingTemplate } from '@/dicom/hanging/template';

/** The shape of a template without window and zoom: two rearrangements are one where these are alike. */
export const hangingShapeOf = ({ grid, panes }: HangingTemplate): string =>
  JSON.stringify([grid, panes.map((pane) => pane && pane.selector)]);

// Also where the page is not served by https, which has no randomUUID.
export const newId = (): string =>
  `hanging-${[...crypto.getRandomValues(new Uint32Array(4))].map((one) => one.toString(36)).join('')}`;
