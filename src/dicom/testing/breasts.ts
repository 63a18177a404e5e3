import { buildInstance } from './build';

const PRESENTATION = '1.2.840.10008.5.1.4.1.1.1.2';
/** Codes of PS3.16 CID 4014. */
const CODES = { CC: '399162004', MLO: '399368009' } as const;
const DIRECTIONS = {
  R: { CC: ['P', 'L'], MLO: ['P', 'FL'] },
  L: { CC: ['A', 'R'], MLO: ['A', 'FR'] },
} as const;

type Content = NonNullable<Parameters<typeof buildInstance>[0]>;

/** A mammogram as most are stored, changed by what is given. */
export const buildBreast = (side: 'R' | 'L', view: 'CC' | 'MLO', sop: string, content: Content = {}) =>
  buildInstance({
    SopClassUid: PRESENTATION,
    SopInstanceUid: sop,
    Modality: 'MG',
    Rows: 2294,
    Columns: 1914,
    ImagerPixelSpacing: [0.1, 0.1],
    ImageLaterality: side,
    PatientOrientation: DIRECTIONS[side][view],
    ViewCodeSequence: [{ '00080100': { vr: 'SH', Value: [CODES[view]] } }],
    ...content,
  });
