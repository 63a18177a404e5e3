import { describedFrames, type CountGap, type StudyGap } from '@/dicom/series/counts';
import { texts, type DicomJson } from '@/dicom/dataset/dicomJson';
import type { FrameRef, Instance } from '@/dicom/dataset/instance';
import { sideConflict } from '@/dicom/geometry/laterality';
import { breastNotes, type BreastNote } from '@/dicom/hanging/breastNotes';
import { lossOf } from '@/dicom/pixels/lossy';
import type { OrderWarning } from '@/dicom/series/ordering';
import { hasSupplementalPalette } from '@/dicom/transforms/palette';
import { ageText } from '@/dicom/patient/ageText';
import { ageConflict } from '@/dicom/patient/patientAge';
import { TAG } from '@/dicom/dataset/tags';
import { assumedOf, unreadableOf } from '@/dicom/normalise/unreadable';
import type { MessageKey } from '@/i18n/en';
import { plainText, listText } from '@/i18n/numberText';
import type { MessageValues, Translate } from '@/i18n/t';
import type { PaneStatus } from '@/imaging/pane/paneStore';
import type { IconName } from '@/ui/icons';
import { LOOK_KINDS } from '@/view/linked/lookFacts';
import { apartKey } from './linkWords';

/** One thing that makes a picture less, or other, than it seems. */
export interface ImageWarning {
  readonly key: MessageKey;
  readonly values?: MessageValues;
  /** The same where there is no room, if it is not its first part. */
  readonly short?: MessageKey;
  /** bad: it may be the wrong patient or side. */
  readonly tone: 'bad' | 'warn' | 'plain';
}

/** A warning in words, with its face. */
export interface ImageWarningLine {
  /** Unique among the warnings of a pane. */
  readonly id: string;
  readonly tone: ImageWarning['tone'];
  /** Absent: nothing is wrong, only to be known. */
  readonly icon?: IconName | undefined;
  readonly text: string;
  /** What is drawn of it where the whole has no room. */
  readonly short?: string | undefined;
}

const RANK: Readonly<Record<ImageWarning['tone'], number>> = { bad: 0, warn: 1, plain: 2 };

/** The worst first, else in the order given. */
export const worstFirst = (lines: readonly ImageWarningLine[]): readonly ImageWarningLine[] =>
  [...lines].sort((a, b) => RANK[a.tone] - RANK[b.tone]);

/** Of an order warning: `slice` gives the place of an image in its series, from 1. */
type Words<K extends OrderWarning['kind']> = (
  warning: Extract<OrderWarning, { kind: K }>,
  slice: (ref: FrameRef) => number,
) => ImageWarning;

const mm = (value: number): string => plainText(value, 2);
const degrees = (value: number): string => plainText(value, value < 1 ? 2 : 1);

/** Every order warning has its words. */
const ORDER: { readonly [K in OrderWarning['kind']]: Words<K> } = {
  'duplicate-instance': ({ sops }) => ({
    key: 'order.duplicateInstance',
    values: { count: sops.length },
    tone: 'warn',
  }),
  'mixed-orientation': ({ groups }) => ({ key: 'order.mixedOrientation', values: { groups }, tone: 'plain' }),
  'mixed-size': ({ groups }) => ({ key: 'order.mixedSize', values: { groups }, tone: 'plain' }),
  'without-place': ({ count }) => ({ key: 'order.withoutPlace', values: { count }, tone: 'warn' }),
  'unknown-order': ({ count }) => ({ key: 'order.unknown', values: { count }, tone: 'warn' }),
  'duplicate-position': ({ count, first }, slice) => ({
    key: 'order.duplicatePosition',
    values: { count, slice: slice(first) },
    tone: 'warn',
  }),
  'incomplete-places': ({ least, most }) => ({
    key: 'order.incompletePlaces',
    values: { least, most },
    tone: 'warn',
  }),
  'missing-slices': ({ count, after }, slice) => ({
    key: 'order.missingSlices',
    values: { count, slice: slice(after) },
    tone: 'warn',
  }),
  'uneven-spacing': ({ leastMm, mostMm }) => ({
    key: 'order.unevenSpacing',
    values: { least: mm(leastMm), most: mm(mostMm) },
    tone: 'warn',
  }),
  tilted: (tilt) => ({ key: 'order.tilted', values: { degrees: degrees(tilt.degrees) }, tone: 'warn' }),
  shifted: (shift) => ({ key: 'order.shifted', values: { mm: mm(shift.mm) }, tone: 'warn' }),
  turned: (turn) => ({ key: 'order.turned', values: { degrees: degrees(turn.degrees) }, tone: 'warn' }),
  'other-pixel-spacing': () => ({ key: 'order.otherPixelSpacing', tone: 'warn' }),
  'other-frame-of-reference': () => ({ key: 'order.otherFrameOfReference', tone: 'warn' }),
};

/** The words for what is doubtful about the order of a series; `slice` gives an image's place in it, from 1. */
export const orderWarning = (warning: OrderWarning, slice: (ref: FrameRef) => number): ImageWarning =>
  (ORDER[warning.kind] as Words<OrderWarning['kind']>)(warning, slice);

function sideWarning(instance: Instance, frame: number): ImageWarning | undefined {
  const conflict = sideConflict(instance, frame);
  if (!conflict) return undefined;
  if (conflict.kind === 'attributes')
    return { key: 'imageWarning.side.attributes', values: { sides: listText(conflict.sides) }, tone: 'bad' };
  return { key: `imageWarning.side.${conflict.kind}`, values: { side: conflict.side }, tone: 'bad' };
}

const BREAST_TONES: Readonly<Record<BreastNote, ImageWarning['tone']>> = {
  processing: 'bad',
  noSide: 'bad',
  noOrientation: 'warn',
  doubtfulSide: 'warn',
  noPixel: 'warn',
  doubtfulPixel: 'warn',
  doubtfulView: 'warn',
  byDescription: 'warn',
  noView: 'warn',
  synthetic: 'plain',
  magnified: 'plain',
};

/** What a mammogram leaves open, or is beside a picture of a whole breast. */
function breastWarnings(instance: Instance): ImageWarning[] {
  const { notes, view = '', otherView = '' } = breastNotes(instance);
  return notes.map((note) => ({
    key: `imageWarning.breast.${note}`,
    values: { view, other: otherView },
    tone: BREAST_TONES[note],
  }));
}

/** '12:1', '' when not said. */
const ratioText = (ratio: number | undefined): string =>
  ratio === undefined ? '' : `${plainText(ratio, ratio < 10 ? 1 : 0)}:1`;

/** That the object states another age than its dates make: one of them is of somebody else, or invented. */
export function ageWarning(dataset: DicomJson): ImageWarning | undefined {
  const conflict = ageConflict(dataset);
  if (!conflict) return undefined;
  const { stated, byDates } = conflict;
  return byDates
    ? {
        key: 'imageWarning.age',
        values: { stated: ageText(stated), byDates: ageText(byDates) },
        tone: 'warn',
      }
    : { key: 'imageWarning.age.dates', values: { stated: ageText(stated) }, tone: 'warn' };
}

/** That places, times and values of its frames may be those of others. */
function descriptionWarning(instance: Instance): ImageWarning[] {
  const described = describedFrames(instance);
  if (described === undefined) return [];
  return [{ key: 'imageWarning.described', values: { described, said: instance.frames }, tone: 'bad' }];
}

function framesWarning(said: number, held: number | undefined): ImageWarning[] {
  if (held === undefined || held === said) return [];
  const whole = Math.floor(held);
  // A picture of rows that are said too short looks like one, and is none.
  if (whole === said) return [{ key: 'imageWarning.morePixels', tone: 'bad' }];
  const key = whole > said ? 'imageWarning.moreFrames' : 'imageWarning.fewerFrames';
  return [{ key, values: { held: whole, said, count: Math.abs(whole - said) }, tone: 'bad' }];
}

const named = (
  key: 'imageWarning.unreadable' | 'imageWarning.impossible' | 'imageWarning.assumed',
  what: string,
): ImageWarning[] => (what === '' ? [] : [{ key, values: { what }, tone: 'warn' }]);

/**
 * What one image says of itself: doubtful side, lossy compression, mosaic. Frames from 1; `storedSyntax` is the transfer
 * syntax that it is stored in, where known.
 */
export function imageWarnings(
  instance: Instance,
  frame: number,
  storedSyntax: string | undefined,
  framesHeld?: number,
): ImageWarning[] {
  const side = sideWarning(instance, frame);
  const loss = lossOf(instance, storedSyntax);
  const bad = unreadableOf(instance, frame);
  const quoted = (isImpossible: boolean) =>
    bad
      .filter((one) => (one.isImpossible === true) === isImpossible)
      .map(({ name, raw }) => `${name} “${raw.slice(0, 64)}”`)
      .join(', ');
  const isMosaic = texts(instance.dataset, TAG.ImageType).includes('MOSAIC');
  return [
    ...(side ? [side] : []),
    ...breastWarnings(instance),
    ...framesWarning(instance.frames, framesHeld),
    ...descriptionWarning(instance),
    ...named('imageWarning.unreadable', quoted(false)),
    ...named('imageWarning.impossible', quoted(true)),
    ...named('imageWarning.assumed', listText(assumedOf(instance, frame))),
    ...(hasSupplementalPalette(instance.dataset)
      ? [{ key: 'imageWarning.greyOfColour', tone: 'warn' } as const]
      : []),
    ...(isMosaic ? [{ key: 'imageWarning.mosaic', tone: 'warn' } as const] : []),
    ...(loss
      ? [
          {
            key: 'imageWarning.lossy',
            short: 'imageWarning.lossy.short',
            values: { ratio: ratioText(loss.ratio), method: listText(loss.methods) },
            tone: 'plain',
          } as const,
        ]
      : []),
  ];
}

/** That a series is not whole; `hasFrames`: its objects hold several images each, so that they are not images. */
export const gapWarning = ({ missing, of }: CountGap, hasFrames: boolean): ImageWarning => ({
  key: hasFrames ? 'imageWarning.missingObjects' : 'imageWarning.missing',
  short: 'imageWarning.missing.short',
  values: { count: missing, of },
  tone: 'bad',
});

/** That a study is not whole. */
export const studyGapWarning = ({ what, missing, of }: StudyGap): ImageWarning => ({
  key: what === 'series' ? 'imageWarning.study.series' : 'imageWarning.study.objects',
  short: 'imageWarning.study.short',
  values: { count: missing, of },
  tone: 'bad',
});

/** Why a pane does not go along with the active one, while panes do: in scrolling, then in how they are shown. */
export const apartWarnings = ({ link, linkedLook = {} }: Pick<PaneStatus, 'link' | 'linkedLook'>) =>
  [
    link?.kind === 'apart' ? (`linked.apart.${link.why}` as const) : undefined,
    ...LOOK_KINDS.map((kind) => apartKey(linkedLook, kind)),
  ]
    .filter((key) => key !== undefined)
    .map((key): ImageWarning => ({ key, tone: 'plain' }));

/** A warning in words. */
export const warningText = (t: Translate, { key, values }: ImageWarning): string =>
  t(key, values).replace(/ +/g, ' ').trim();

/** The first sentence of a warning, or what stands before its colon, is what is the matter, the rest why; undefined where it has no rest. */
export const firstPart = (text: string): string | undefined => /^(.+?)(?:[:.] |[：。])/.exec(text)?.[1];
