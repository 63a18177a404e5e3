import { toBase64 } from '@/dicom/dataset/base64';
import { rgbToCielab } from '@/dicom/transforms/cielab';
import type { DicomElement, DicomJson } from '@/dicom/dataset/dicomJson';
import type { VoiLut } from '@/dicom/transforms/lut';
import { element, toDicomDate, toDicomTime } from '@/dicom/objects/written';
import type { Shutter } from '@/dicom/transforms/shutter';
import { fromRange, toRange, type VoiWindow } from '@/dicom/transforms/voi';
import type {
  DisplayedArea,
  GraphicAnnotation,
  GraphicLayer,
  GraphicObject,
  ImageReference,
  SeriesImageReference,
  SoftcopyVoi,
  TextObject,
} from './state';
import { srgbProfile } from './srgb';

export const GRAYSCALE_STATE = '1.2.840.10008.5.1.4.1.1.11.1';
export const COLOR_STATE = '1.2.840.10008.5.1.4.1.1.11.2';

/** What a presentation state that is written here says. */
export interface PresentationContent {
  readonly isColour: boolean;
  /** As CS: capitals, digits, space and underscore, 16 at most. */
  readonly label: string;
  readonly description?: string;
  /** As PN. */
  readonly creator?: string;
  readonly at: Date;
  readonly images: readonly SeriesImageReference[];
  /** Elements of the Modality LUT module (PS3.3 C.11.1); none: stored values as they are. */
  readonly modality: DicomJson;
  readonly vois: readonly SoftcopyVoi[];
  readonly isInverse: boolean;
  readonly presentationLut?: VoiLut;
  readonly area: DisplayedArea;
  readonly rotationDeg: number;
  readonly isFlipped: boolean;
  readonly shutter?: Shutter;
  /** Groups of the images' overlays that are on. */
  readonly overlays: readonly string[];
  readonly layers: readonly GraphicLayer[];
  readonly annotations: readonly GraphicAnnotation[];
}

/** Nine digits fit the sixteen characters of DS with sign and exponent (PS3.5 6.2). */
const ds = (value: number): number => Number(value.toPrecision(9));

const sequence = (...items: readonly DicomJson[]): DicomElement => element('SQ', ...items);

const toReference = ({ sop, sopClass, frames }: ImageReference): DicomJson => ({
  '00081150': element('UI', sopClass),
  '00081155': element('UI', sop),
  ...(frames ? { '00081160': element('IS', ...frames) } : {}),
});

const references = (images: readonly ImageReference[] | undefined): DicomJson =>
  images ? { '00081140': sequence(...images.map(toReference)) } : {};

function relationship(images: readonly SeriesImageReference[]): DicomJson {
  const series = [...new Set(images.map((image) => image.series))];
  return {
    '00081115': sequence(
      ...series.map((uid) => ({
        '0020000E': element('UI', uid),
        ...references(images.filter((image) => image.series === uid)),
      })),
    ),
  };
}

/**
 * A table as LUT Descriptor and LUT Data (PS3.3 C.11.1.1). Entries have 8 or 16 bits: those of another depth are spread over
 * 16, but for `asValues`, which are modality values and not grey levels.
 */
export function lutItem({ first, entries, white, explanation }: VoiLut, asValues = false): DicomJson {
  const bits = white <= 0xff ? 8 : 16;
  const by = asValues || white === 0xff || white === 0xffff ? 1 : (2 ** bits - 1) / white;
  const isSigned = first < 0;
  const count = entries.length % 0x10000;
  const bytes = new Uint8Array(2 * entries.length);
  const view = new DataView(bytes.buffer);
  entries.forEach((entry, i) => view.setUint16(2 * i, Math.round(entry * by), true));
  return {
    '00283002': element(isSigned ? 'SS' : 'US', isSigned ? (count << 16) >> 16 : count, first, bits),
    ...(explanation ? { '00283003': element('LO', explanation.slice(0, 64)) } : {}),
    '00283006': { vr: 'OW', InlineBinary: toBase64(bytes) },
  };
}

/** A window as LINEAR, which every reader knows: LINEAR_EXACT differs by half a value and one in width only. */
function windowItem(window: VoiWindow): DicomJson {
  const { center, width } = window.curve === 'SIGMOID' ? window : fromRange(toRange(window), 'LINEAR');
  return {
    '00281050': element('DS', ds(center)),
    '00281051': element('DS', ds(width)),
    ...(window.curve === 'SIGMOID' ? { '00281056': element('CS', 'SIGMOID') } : {}),
  };
}

const toVoi = ({ images, window, lut }: SoftcopyVoi): DicomJson => ({
  ...references(images),
  ...(lut ? { '00283010': sequence(lutItem(lut)) } : window ? windowItem(window) : {}),
});

function areaItem({ topLeft, bottomRight, spacingMm, aspect, mode, images }: DisplayedArea): DicomJson {
  return {
    ...references(images),
    '00700052': element('SL', ...topLeft),
    '00700053': element('SL', ...bottomRight),
    '00700100': element('CS', mode),
    ...(spacingMm
      ? { '00700101': element('DS', ...spacingMm.map(ds)) }
      : { '00700102': element('IS', ...(aspect ?? [1, 1])) }),
  };
}

/** Shutter Shape by shape; those of overlays are not written (PS3.3 C.7.6.11). */
export function shutterModule({ shapes, grey, colour }: Shutter, isColour: boolean): DicomJson {
  const parts = shapes.map((shape): readonly [string, DicomJson] => {
    if (shape.kind === 'rectangle')
      return [
        'RECTANGULAR',
        {
          '00181602': element('IS', Math.round(shape.left + 1)),
          '00181604': element('IS', Math.round(shape.right)),
          '00181606': element('IS', Math.round(shape.top + 1)),
          '00181608': element('IS', Math.round(shape.bottom)),
        },
      ];
    if (shape.kind === 'circle')
      return [
        'CIRCULAR',
        {
          '00181610': element('IS', Math.round(shape.y + 0.5), Math.round(shape.x + 0.5)),
          '00181612': element('IS', Math.round(shape.radius)),
        },
      ];
    const vertices = shape.points.flatMap(([x, y]) => [Math.round(y + 0.5), Math.round(x + 0.5)]);
    return ['POLYGONAL', { '00181620': element('IS', ...vertices) }];
  });
  if (parts.length === 0) return {};
  const value = Math.round((grey / 255) * 0xffff);
  return {
    '00181600': element('CS', ...parts.map(([name]) => name)),
    ...Object.assign({}, ...parts.map(([, part]) => part)),
    '00181622': element('US', value),
    ...(isColour ? { '00181624': element('US', ...rgbToCielab(colour ?? [grey, grey, grey])) } : {}),
  };
}

const GRAPHIC_UNITS = { pixel: 'PIXEL', display: 'DISPLAY' } as const;
const fl = (value: number): number => Math.fround(value);

const toGraphic = ({ type, units, points, isFilled }: GraphicObject): DicomJson => ({
  '00700005': element('CS', GRAPHIC_UNITS[units]),
  '00700020': element('US', 2),
  '00700021': element('US', points.length),
  '00700022': element('FL', ...points.flat().map(fl)),
  '00700023': element('CS', type),
  // Required where the outline may be closed.
  ...(type === 'POINT' ? {} : { '00700024': element('CS', isFilled ? 'Y' : 'N') }),
});

const toText = ({ text, box, anchor }: TextObject): DicomJson => ({
  ...(box ? { '00700003': element('CS', GRAPHIC_UNITS[box.units]) } : {}),
  ...(anchor ? { '00700004': element('CS', GRAPHIC_UNITS[anchor.units]) } : {}),
  '00700006': element('ST', text.slice(0, 1024)),
  ...(box
    ? {
        '00700010': element('FL', ...box.from.map(fl)),
        '00700011': element('FL', ...box.to.map(fl)),
        '00700012': element('CS', box.align),
      }
    : {}),
  ...(anchor
    ? {
        '00700014': element('FL', ...anchor.point.map(fl)),
        '00700015': element('CS', anchor.isShown ? 'Y' : 'N'),
      }
    : {}),
});

const toAnnotation = ({ images, layer, graphics, texts }: GraphicAnnotation): DicomJson => ({
  ...references(images),
  '00700002': element('CS', layer),
  ...(texts.length > 0 ? { '00700008': sequence(...texts.map(toText)) } : {}),
  ...(graphics.length > 0 ? { '00700009': sequence(...graphics.map(toGraphic)) } : {}),
});

const toLayer = ({ name, order, colour }: GraphicLayer): DicomJson => ({
  '00700002': element('CS', name),
  '00700062': element('IS', order),
  ...(colour
    ? {
        '00700066': element('US', Math.round((Math.max(...colour) / 255) * 0xffff)),
        '00700401': element('US', ...rgbToCielab(colour)),
      }
    : {}),
});

/** The layer that overlays of the images are in. */
const OVERLAY_LAYER = 'OVERLAYS';

function drawings({ annotations, layers, overlays }: PresentationContent): DicomJson {
  const all: readonly GraphicLayer[] =
    overlays.length > 0 ? [{ name: OVERLAY_LAYER, order: 0 }, ...layers] : layers;
  return {
    ...Object.fromEntries(overlays.map((group) => [`${group}1001`, element('CS', OVERLAY_LAYER)])),
    ...(annotations.length > 0 ? { '00700001': sequence(...annotations.map(toAnnotation)) } : {}),
    ...(all.length > 0
      ? { '00700060': sequence(...all.map((layer, at) => toLayer({ ...layer, order: at + 1 }))) }
      : {}),
  };
}

/** Content Label: CS allows capitals, digits, space and underscore (PS3.5 6.2). */
const toLabel = (label: string): string =>
  label
    .toUpperCase()
    .replaceAll(/[^A-Z0-9_ ]+/g, '_')
    .slice(0, 16)
    .trim() || 'VIEW';

/** The modules of a Grayscale or Color Softcopy Presentation State (PS3.3 A.33.1, A.33.2), beside the common part. */
export function presentationModules(content: PresentationContent): DicomJson {
  const { isColour, label, description, creator, at, images, modality, vois, shutter } = content;
  const { presentationLut, isInverse, rotationDeg, isFlipped } = content;
  const grey: DicomJson = {
    ...modality,
    ...(vois.length > 0 ? { '00283110': sequence(...vois.map(toVoi)) } : {}),
    ...(presentationLut
      ? { '20500010': sequence(lutItem(presentationLut)) }
      : { '20500020': element('CS', isInverse ? 'INVERSE' : 'IDENTITY') }),
  };
  return {
    ...relationship(images),
    // Laterality, type 2C of the series: of which side is not for a state to say.
    '00200060': element('CS'),
    ...(isColour ? { '00282000': { vr: 'OB', InlineBinary: toBase64(srgbProfile()) } } : grey),
    '0070005A': sequence(areaItem(content.area)),
    '00700041': element('CS', isFlipped ? 'Y' : 'N'),
    '00700042': element('US', rotationDeg),
    '00700080': element('CS', toLabel(label)),
    '00700081': description ? element('LO', description.slice(0, 64)) : element('LO'),
    '00700082': element('DA', toDicomDate(at)),
    '00700083': element('TM', toDicomTime(at)),
    '00700084': creator ? element('PN', { Alphabetic: creator }) : element('PN'),
    ...(shutter ? shutterModule(shutter, isColour) : {}),
    ...drawings(content),
  };
}
