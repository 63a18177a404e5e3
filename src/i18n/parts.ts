/**
 * Texts that are fetched together, each a file of this name in a language's folder: 'first' before the page shows anything, 'viewing' with
 * the viewer, the others with the part of the page that says them.
 */
export const TEXT_PARTS = [
  'first',
  'viewing',
  'diagnose',
  'documents',
  'guest',
  'handoff',
  'palette',
  'pdfText',
  'saveDialog',
  'session',
  'shareGate',
  'srText',
  'together',
] as const;

export type TextPart = (typeof TEXT_PARTS)[number];
