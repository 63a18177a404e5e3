import type { Rgb } from '@/dicom/transforms/cielab';
import { cielabToRgb } from '@/dicom/transforms/cielab';
import { items, number, numbers, text, type DicomJson } from '@/dicom/dataset/dicomJson';
import { readReferences } from './references';
import type {
  GraphicAnnotation,
  GraphicLayer,
  GraphicObject,
  GraphicPoint,
  GraphicUnits,
  StateNote,
  TextObject,
} from './state';

const LAYER = '00700002';
const COMPOUND_GRAPHICS = '00700209';
const GRAPHICS = '00700009';
const TEXTS = '00700008';

const isType = (value: string | undefined): value is GraphicObject['type'] =>
  value !== undefined && ['POINT', 'POLYLINE', 'INTERPOLATED', 'CIRCLE', 'ELLIPSE'].includes(value);

/** Units of a graphic; undefined for MATRIX, which counts the pixels of a slide put together of tiles. */
function unitsOf(item: DicomJson, tag: string): GraphicUnits | undefined {
  const named = text(item, tag) ?? 'PIXEL';
  return named === 'PIXEL' ? 'pixel' : named === 'DISPLAY' ? 'display' : undefined;
}

function pairs(values: readonly number[]): GraphicPoint[] {
  return Array.from({ length: values.length >> 1 }, (_, i) => [values[2 * i] ?? 0, values[2 * i + 1] ?? 0]);
}

/** Least points that a graphic of a type has. */
const LEAST: Record<GraphicObject['type'], number> = {
  POINT: 1,
  POLYLINE: 2,
  INTERPOLATED: 2,
  CIRCLE: 2,
  ELLIPSE: 4,
};

function readGraphic(item: DicomJson): GraphicObject | undefined {
  const type = text(item, '00700023');
  const units = unitsOf(item, '00700005');
  const points = pairs(numbers(item, '00700022'));
  if (!isType(type) || !units || points.length < LEAST[type]) return undefined;
  return { type, units, points, isFilled: text(item, '00700024') === 'Y' };
}

const pointOf = (item: DicomJson, tag: string): GraphicPoint | undefined => pairs(numbers(item, tag))[0];

/** How the text stands in its box; LEFT where it is not said. */
function alignOf(item: DicomJson): 'LEFT' | 'RIGHT' | 'CENTER' {
  const said = text(item, '00700012');
  return said === 'RIGHT' || said === 'CENTER' ? said : 'LEFT';
}

function readText(item: DicomJson): TextObject | undefined {
  // Unformatted Text Value is ST: its spaces and line breaks are its own.
  const [value] = item['00700006']?.Value ?? [];
  const words = typeof value === 'string' ? value.trimEnd() : '';
  const boxUnits = unitsOf(item, '00700003');
  const [from, to] = [pointOf(item, '00700010'), pointOf(item, '00700011')];
  const anchorUnits = unitsOf(item, '00700004');
  const point = pointOf(item, '00700014');
  if (words === '') return undefined;
  return {
    text: words,
    ...(boxUnits && from && to ? { box: { units: boxUnits, from, to, align: alignOf(item) } } : {}),
    ...(anchorUnits && point
      ? { anchor: { units: anchorUnits, point, isShown: text(item, '00700015') === 'Y' } }
      : {}),
  };
}

const isDrawn = <T>(one: T | undefined): one is T => one !== undefined;

/** Graphic Annotation Sequence (0070,0001), PS3.3 C.10.5. */
export const readAnnotations = (dataset: DicomJson): readonly GraphicAnnotation[] =>
  items(dataset, '00700001').map((item) => ({
    layer: text(item, LAYER) ?? '',
    ...readReferences(item),
    graphics: items(item, GRAPHICS).map(readGraphic).filter(isDrawn),
    texts: items(item, TEXTS).map(readText).filter(isDrawn),
  }));

const UNITS = ['00700003', '00700004', '00700005'];
const isOfMatrix = (object: DicomJson): boolean => UNITS.some((tag) => text(object, tag) === 'MATRIX');

/** Whether something of an annotation is lost: a graphic or the place of a text that cannot be read, or whose images cannot. */
function isPartLost(item: DicomJson): boolean {
  if (readReferences(item).images?.length === 0) return true;
  const isUnplaced = (object: DicomJson) => {
    const read = readText(object);
    return read !== undefined && !read.box && !read.anchor;
  };
  return (
    items(item, GRAPHICS).some((object) => !isOfMatrix(object) && !readGraphic(object)) ||
    items(item, TEXTS).some((object) => !isOfMatrix(object) && isUnplaced(object))
  );
}

/** What of the annotations is not drawn. */
export function annotationNotes(dataset: DicomJson): StateNote[] {
  const all = items(dataset, '00700001');
  const objects = all.flatMap((item) => [...items(item, GRAPHICS), ...items(item, TEXTS)]);
  return [
    ...(all.some((item) => items(item, COMPOUND_GRAPHICS).length > 0) ? (['compound'] as const) : []),
    ...(objects.some(isOfMatrix) ? (['matrix'] as const) : []),
    ...(all.some(isPartLost) ? (['graphics'] as const) : []),
  ];
}

function layerColour(item: DicomJson): Rgb | undefined {
  const cielab = numbers(item, '00700401');
  if (cielab.length === 3) return cielabToRgb(cielab);
  const value = number(item, '00700066');
  if (value === undefined) return undefined;
  const grey = Math.round((value / 0xffff) * 255);
  return [grey, grey, grey];
}

/** Graphic Layer Sequence (0070,0060), PS3.3 C.10.7, lowest first. */
export function readLayers(dataset: DicomJson): readonly GraphicLayer[] {
  const layers = items(dataset, '00700060').map((item): GraphicLayer => {
    const colour = layerColour(item);
    return {
      name: text(item, LAYER) ?? '',
      order: number(item, '00700062') ?? 0,
      ...(colour ? { colour } : {}),
    };
  });
  return layers.sort((a, b) => a.order - b.order);
}
