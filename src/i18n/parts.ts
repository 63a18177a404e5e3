/** What a file of texts holds, for types alone: the texts themselves are fetched by the name of their part. */
interface Of<Module> {
  readonly module?: Module;
}

/**
 * Texts that are fetched together, each a file of this name in a language's folder: 'first' before the page shows anything, 'viewing' with
 * the viewer, the others with the part of the page that says them.
 */
const PARTS = {
  first: {} as Of<typeof import('./en/first')>,
  viewing: {} as Of<typeof import('./en/viewing')>,
  diagnose: {} as Of<typeof import('./en/diagnose')>,
  documents: {} as Of<typeof import('./en/documents')>,
  elsewhere: {} as Of<typeof import('./en/elsewhere')>,
  fhircast: {} as Of<typeof import('./en/fhircast')>,
  guest: {} as Of<typeof import('./en/guest')>,
  handoff: {} as Of<typeof import('./en/handoff')>,
  hands: {} as Of<typeof import('./en/hands')>,
  hangingFile: {} as Of<typeof import('./en/hangingFile')>,
  overlayText: {} as Of<typeof import('./en/overlayText')>,
  palette: {} as Of<typeof import('./en/palette')>,
  pdfText: {} as Of<typeof import('./en/pdfText')>,
  saveDialog: {} as Of<typeof import('./en/saveDialog')>,
  screenCheck: {} as Of<typeof import('./en/screenCheck')>,
  secondWindow: {} as Of<typeof import('./en/secondWindow')>,
  session: {} as Of<typeof import('./en/session')>,
  shareGate: {} as Of<typeof import('./en/shareGate')>,
  srText: {} as Of<typeof import('./en/srText')>,
  together: {} as Of<typeof import('./en/together')>,
} as const;

export type TextPart = keyof typeof PARTS;
export const TEXT_PARTS = Object.keys(PARTS) as readonly TextPart[];

/** The keys that the file of a part exports under the part's name. */
type KeysOf<Module, Part> = Part extends keyof Module ? keyof Module[Part] : never;

/** Every key of a text in English. */
export type TextKey = {
  [Part in TextPart]: KeysOf<NonNullable<(typeof PARTS)[Part]['module']>, Part>;
}[TextPart];
