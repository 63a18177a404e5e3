import { cielabToRgb, type Rgb } from './cielab';
import { number, numbers, texts, type DicomJson } from '@/dicom/dataset/dicomJson';
import { framePlace } from '@/dicom/dataset/functionalGroups';

/** Where the opening of a shutter is, in image pixels: outer corner of the first pixel 0, 0; x along columns. */
export type ShutterShape =
  | {
      readonly kind: 'rectangle';
      readonly left: number;
      readonly top: number;
      readonly right: number;
      readonly bottom: number;
    }
  | { readonly kind: 'circle'; readonly x: number; readonly y: number; readonly radius: number }
  | { readonly kind: 'polygon'; readonly points: readonly (readonly [x: number, y: number])[] };

/** What of an image is to be covered (PS3.3 C.7.6.11): all outside any of the shapes. */
export interface Shutter {
  readonly shapes: readonly ShutterShape[];
  /** Overlay group whose set pixels are covered too (PS3.3 C.7.6.15), e.g. '6000'. */
  readonly bitmapGroup?: string;
  /** Grey of the cover, 0 to 255, from a P-value of 16 bits. */
  readonly grey: number;
  /** Of a state for colour: red, green and blue of the cover instead (Shutter Presentation Color CIELab Value). */
  readonly colour?: Rgb;
}

const SHAPE = '00181600';
const FRAME_SHUTTER_SEQUENCE = '00189472';

function rectangle(place: DicomJson): ShutterShape | undefined {
  const [left, right, top, bottom] = ['00181602', '00181604', '00181606', '00181608'].map((tag) =>
    number(place, tag),
  );
  if (left === undefined || right === undefined || top === undefined || bottom === undefined)
    return undefined;
  // Edges name the outermost columns and rows that stay, from 1.
  return { kind: 'rectangle', left: left - 1, top: top - 1, right, bottom };
}

function circle(place: DicomJson): ShutterShape | undefined {
  const [row, column] = numbers(place, '00181610');
  const radius = number(place, '00181612');
  if (row === undefined || column === undefined || radius === undefined) return undefined;
  return { kind: 'circle', x: column - 0.5, y: row - 0.5, radius };
}

function polygon(place: DicomJson): ShutterShape | undefined {
  const values = numbers(place, '00181620');
  const points = Array.from(
    { length: values.length >> 1 },
    (_, i) => [(values[2 * i + 1] ?? 0) - 0.5, (values[2 * i] ?? 0) - 0.5] as const,
  );
  return points.length >= 3 ? { kind: 'polygon', points } : undefined;
}

const READERS: Readonly<Record<string, (place: DicomJson) => ShutterShape | undefined>> = {
  RECTANGULAR: rectangle,
  CIRCULAR: circle,
  POLYGONAL: polygon,
};

const GREATEST_P_VALUE = 65_535;

/** The shutter of a frame (from 1); undefined when it has none that can be read. */
export function shutterOf(dataset: DicomJson, frame: number): Shutter | undefined {
  const place = framePlace(dataset, frame, FRAME_SHUTTER_SEQUENCE, SHAPE);
  if (!place) return undefined;
  const kinds = texts(place, SHAPE);
  const shapes = kinds.map((kind) => READERS[kind]?.(place)).filter((shape) => shape !== undefined);
  const group = kinds.includes('BITMAP') ? number(place, '00181623') : undefined;
  if (shapes.length === 0 && group === undefined) return undefined;
  const value = number(place, '00181622') ?? 0;
  const cielab = numbers(place, '00181624');
  return {
    shapes,
    ...(group === undefined ? {} : { bitmapGroup: group.toString(16).toUpperCase() }),
    grey: Math.round((Math.min(GREATEST_P_VALUE, Math.max(0, value)) / GREATEST_P_VALUE) * 255),
    ...(cielab.length === 3 ? { colour: cielabToRgb(cielab) } : {}),
  };
}
