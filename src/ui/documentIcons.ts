import { IconArrowAutofitHeight, IconArrowAutofitWidth, IconPrinter, IconZoomOut } from '@tabler/icons-react';

/** Icons of documents alone; they come with the code that shows them. */
export const DOCUMENT_ICONS = {
  fitWidth: IconArrowAutofitWidth,
  fitPage: IconArrowAutofitHeight,
  zoomOut: IconZoomOut,
  print: IconPrinter,
} as const;
