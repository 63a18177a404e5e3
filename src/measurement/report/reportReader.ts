import { isSameCode, type CodedConcept } from '@/dicom/dataset/coded';
import { isoOf } from '@/dicom/values/dateTime';
import { items, number, text, type PersonNameJson } from '@/dicom/dataset/dicomJson';
import type { Triple } from '@/dicom/geometry/geometry';
import type { Instance } from '@/dicom/dataset/instance';
import { formatPersonName } from '@/dicom/patient/personName';
import { CODES, OWN_SCHEME } from '@/dicom/sr/codes';
import { everyItem, readContent, readCode, type ContentItem } from '@/dicom/sr/content';
import { toLines, type ReportLine } from '@/dicom/sr/lines';
import { TAG } from '@/dicom/dataset/tags';
import { isUid, newUid, toSopUid, type SopUid } from '@/dicom/dataset/uid';
import type { PointPx } from '@/dicom/geometry/pointPx';
import { interpret } from './foreignGraphics';
import { KINDS, toKind } from '@/measurement/kinds';
import type { Graphic } from '@/measurement/kinds/kind';
import type { Adopted, MeasurementKind, Notes, Origin } from '@/measurement/measurement';
import { findPlane } from './onPlane';
import { PRIVATE_NOTES } from './privateNotes';
import { savedText } from '@/measurement/readingText';
import { readSaved, type SavedReading } from './reportNumbers';

/**
 * Why a finding of a report is not drawn: its image is not here; no place is told; no image lies there; another shape; its
 * parts lie on several images; all of it lies beside its image.
 */
export type NotDrawn = 'noImage' | 'noPlace' | 'noPlane' | 'shape' | 'severalImages' | 'beside';

/** The image of a SOP instance UID, where it is at hand. */
export type ImageOf = (sop: SopUid) => Instance | undefined;

/** One finding of a report: a measurement group, or one point of several. */
export interface ReportFinding {
  readonly tracking: string;
  readonly label: string;
  readonly finding?: CodedConcept;
  readonly site?: CodedConcept;
  readonly laterality?: CodedConcept;
  /** The numbers as saved. */
  readonly readings: readonly SavedReading[];
  /** The image that it names, where it names one. */
  readonly image?: { readonly sop: SopUid; readonly frame: number };
  readonly frameOfReference?: string;
  /** `nearby`: images in which places of the patient are looked for, in the order of trust. */
  toMeasurement(imageOf: ImageOf, nearby?: readonly Instance[]): Adopted | { readonly reason: NotDrawn };
}

/** A report as people see it. */
export interface ReportContent {
  readonly title: string;
  readonly author?: string;
  /** ISO 8601, local time as the document says. */
  readonly at?: string;
  readonly isVerified: boolean;
  readonly predecessors: readonly SopUid[];
  readonly findings: readonly ReportFinding[];
  readonly lines: readonly ReportLine[];
}

/** When a document was made: its content, else the object itself. */
export const madeAt = ({ dataset }: Instance): string | undefined =>
  isoOf(text(dataset, '00080023'), text(dataset, '00080033')) ??
  isoOf(text(dataset, '00080012'), text(dataset, '00080013'));

/** SOP UIDs of Predecessor Documents (0040,A360). */
export const predecessorsOf = ({ dataset }: Instance): readonly SopUid[] =>
  items(dataset, '0040A360')
    .flatMap((study) => items(study, '00081115'))
    .flatMap((series) => items(series, '00081199'))
    .map((item) => toSopUid(text(item, '00081155')))
    .filter((sop) => sop !== undefined);

const child = (item: ContentItem, name: CodedConcept): ContentItem | undefined =>
  item.children.find((one) => isSameCode(one.name, name));

/** By code, whatever the scheme's version: SRT and SCT name the same things by other codes. */
const childCode = (item: ContentItem | undefined, ...codes: string[]): ContentItem | undefined =>
  item?.children.find(({ name }) => name !== undefined && codes.includes(name.value));

const codeOf = (item: ContentItem | undefined): CodedConcept | undefined =>
  item?.value.type === 'code' ? item.value.code : undefined;

/** A text item; some makers write a coded one, or a name, where the template has a text. */
function textOf(item: ContentItem | undefined): string | undefined {
  const { value } = item ?? {};
  if (value?.type === 'text' || value?.type === 'name') return value.text.trim() || undefined;
  return value?.type === 'code' ? value.code?.meaning : undefined;
}

/** Who signs: the observer of the content, else the author of the object; a device where nobody else. */
export function authorOf({ dataset }: Instance, root: ContentItem): string | undefined {
  const [author] = items(dataset, '0040A078');
  const name = author?.['0040A123']?.Value?.[0] as PersonNameJson | string | undefined;
  return (
    textOf(child(root, CODES.observerName)) ??
    (formatPersonName(name) || undefined) ??
    textOf(child(root, CODES.deviceName))
  );
}

/** Where a graphic lies: on an image, or in the patient. */
type Placed =
  | { readonly graphic: Graphic; readonly sop: SopUid; readonly frame: number }
  | {
      readonly space: Pick<Graphic, 'type'> & { readonly pointsLps: readonly Triple[] };
      readonly frameOfReference?: string;
      readonly sop?: SopUid;
      readonly frame: number;
    }
  | { readonly graphic: Graphic };

/** The image that an item was selected from. */
function sourceOf(item: ContentItem): { sop: SopUid; frame: number } | undefined {
  const image = item.children.map(({ value }) => value).find(({ type }) => type === 'image');
  if (image?.type !== 'image') return undefined;
  const frame = image.frames ? image.frames[0] : 1;
  return frame === undefined ? undefined : { sop: image.sop, frame };
}

function placedOf(item: ContentItem): Placed | undefined {
  const { value } = item;
  if (value.type === 'points') {
    const pointsPx = value.points.map(([column, row]) => [column - 0.5, row - 0.5] as const);
    return { graphic: { type: value.graphic, pointsPx }, ...sourceOf(item) };
  }
  if (value.type !== 'points3d') return undefined;
  return {
    space: { type: value.graphic, pointsLps: value.pointsLps },
    ...(value.frameOfReference === undefined ? {} : { frameOfReference: value.frameOfReference }),
    frame: 1,
    ...sourceOf(item),
  };
}

const isReferencePoints = ({ name }: ContentItem): boolean => isSameCode(name, CODES.referencePoints);

/** The graphics of a group: its own, and those its numbers were inferred from; each once. */
function graphicsOf(group: ContentItem): Placed[] {
  const found = group.children.flatMap((item) =>
    isReferencePoints(item) ? [] : [item, ...(item.value.type === 'number' ? item.children : [])],
  );
  const placed = found.filter((item) => !isReferencePoints(item)).map(placedOf);
  const each = placed.filter((one) => one !== undefined).map((one) => [JSON.stringify(one), one] as const);
  return [...new Map(each).values()];
}

/** Texts that a program writes in place of a label: its own name for the tool, a random mark, a value to be filled in. */
const MACHINE_WRITTEN = [/^cornerstone(3d)?tools?@/i, /^[\da-z]{9,16}$/, /^\{\w+\}$/, /^[\d.]{20,}$/];
const isMachineWritten = (text: string): boolean => MACHINE_WRITTEN.some((form) => form.test(text));
const FREE_TEXT: ReadonlySet<string> = new Set(['CORNERSTONEFREETEXT', 'CORNERSTONEFREETEXT_1']);

interface Said extends Pick<Notes, 'label' | 'finding' | 'site' | 'laterality'> {
  readonly tracking: string;
  /** The kind of a measurement that this viewer wrote. */
  readonly kind?: MeasurementKind;
  readonly isArrow: boolean;
}

/** What a group says beside its graphics and numbers (TID 1501). */
function saidOf(group: ContentItem): Said {
  const findings = group.children.filter((item) => isSameCode(item.name, CODES.finding)).map(codeOf);
  const freeText = findings.find((code) => code && FREE_TEXT.has(code.value.toUpperCase()));
  const finding = findings.find((code) => code && code !== freeText);
  const site = childCode(group, CODES.site.value, 'G-C0E3');
  const laterality = codeOf(
    childCode(site, CODES.laterality.value, 'G-C171') ?? childCode(group, CODES.laterality.value, 'G-C171'),
  );
  const method = codeOf(child(group, CODES.method));
  const kind = method?.scheme === OWN_SCHEME ? toKind(method.value.toLowerCase()) : undefined;
  const identifier = textOf(child(group, CODES.tracking));
  const short = textOf(child(group, CODES.shortLabel));
  const uid = child(group, CODES.trackingUid)?.value;
  const foreign = [short, freeText?.meaning, identifier].find((one) => one && !isMachineWritten(one));
  const siteCode = codeOf(site);
  const isKnownSite = siteCode && !isSameCode(siteCode, CODES.unknown);
  return {
    tracking: uid?.type === 'uid' && isUid(uid.uid) ? uid.uid : newUid(),
    label: (kind ? short : foreign) ?? '',
    ...(finding ? { finding } : {}),
    ...(isKnownSite ? { site: siteCode } : {}),
    ...(laterality ? { laterality } : {}),
    ...(kind ? { kind } : {}),
    isArrow: /arrow/i.test(identifier ?? '') || group.children.some(isReferencePoints),
  };
}

/** Handles as written, where they still are those of the graphics: another program may have changed the one alone. */
function exactHandles(
  kind: MeasurementKind,
  handles: readonly PointPx[] | undefined,
  graphics: readonly Graphic[],
): readonly PointPx[] | undefined {
  if (!handles) return undefined;
  const again = KINDS[kind].report.graphics(handles).flatMap(({ pointsPx }) => pointsPx);
  const there = graphics.flatMap(({ pointsPx }) => pointsPx);
  const isSame =
    again.length === there.length &&
    again.every(([x, y], i) => Math.hypot(x - (there[i]?.[0] ?? 0), y - (there[i]?.[1] ?? 0)) < 0.01);
  return isSame ? handles : undefined;
}

interface Located {
  readonly instance: Instance;
  readonly frame: number;
  readonly graphics: readonly Graphic[];
}

/** Whether no point of a drawing is on its image: it was made on a picture of another size. */
function isBeside(graphics: readonly Graphic[], { dataset }: Instance): boolean {
  const [rows, columns] = [number(dataset, TAG.Rows), number(dataset, TAG.Columns)];
  if (rows === undefined || columns === undefined) return false;
  const isOn = ([column, row]: PointPx) =>
    column >= -0.5 && row >= -0.5 && column <= columns - 0.5 && row <= rows - 0.5;
  return !graphics.some(({ pointsPx }) => pointsPx.some(isOn));
}

/** The image of all graphics of a finding. */
function locate(
  placed: readonly Placed[],
  imageOf: ImageOf,
  nearby: readonly Instance[],
): Located | { readonly reason: NotDrawn } {
  const [first] = placed;
  if (!first) return { reason: 'noPlace' };
  if ('graphic' in first) {
    if (!('sop' in first)) return { reason: 'noImage' };
    const instance = imageOf(first.sop);
    if (!instance || first.frame > instance.frames) return { reason: 'noImage' };
    // One axis on this image and one on the next are no drawing of either.
    const isHere = (one: Placed) => 'sop' in one && one.sop === first.sop && one.frame === first.frame;
    if (!placed.every(isHere)) return { reason: 'severalImages' };
    const graphics = placed.flatMap((one) => ('graphic' in one ? [one.graphic] : []));
    if (isBeside(graphics, instance)) return { reason: 'beside' };
    return { instance, frame: first.frame, graphics };
  }
  const spaces = placed.flatMap((one) => ('space' in one ? [one.space] : []));
  const named = first.sop === undefined ? undefined : imageOf(first.sop);
  const points = spaces.flatMap(({ pointsLps }) => pointsLps);
  const ofOthers = placed.some((one) => !('space' in one) || one.frameOfReference !== first.frameOfReference);
  // Coordinates that do not say whose they are hold for the image that they name, and for no other.
  const others = first.frameOfReference === undefined ? [] : nearby;
  const found = ofOthers
    ? undefined
    : findPlane(named ? [named, ...others] : others, points, first.frameOfReference);
  if (!found) return { reason: 'noPlane' };
  let at = 0;
  const graphics = spaces.map(({ type, pointsLps }) => {
    at += pointsLps.length;
    return { type, pointsPx: found.pointsPx.slice(at - pointsLps.length, at) };
  });
  return { instance: found.instance, frame: found.frame, graphics };
}

/** A group with several points is several findings: one place each. */
const MOST_POINTS = 200;
function apart(placed: readonly Placed[]): (readonly Placed[])[] {
  const [first] = placed;
  if (placed.length !== 1 || !first) return [placed];
  if ('graphic' in first && first.graphic.type === 'MULTIPOINT')
    return first.graphic.pointsPx
      .slice(0, MOST_POINTS)
      .map((point) => [{ ...first, graphic: { type: 'POINT', pointsPx: [point] } }]);
  if ('space' in first && first.space.type === 'MULTIPOINT')
    return first.space.pointsLps
      .slice(0, MOST_POINTS)
      .map((point) => [{ ...first, space: { type: 'POINT', pointsLps: [point] } }]);
  return [placed];
}

/** Handles beside the graphic (spline, arrow): Reference Points of the group. */
const referencePointsOf = (group: ContentItem): readonly PointPx[] =>
  group.children
    .filter(isReferencePoints)
    .map(placedOf)
    .flatMap((one) => (one && 'graphic' in one ? [...one.graphic.pointsPx] : []));

function findingsOf(group: ContentItem, origin: Origin): ReportFinding[] {
  const said = saidOf(group);
  const { kind, isArrow, tracking, ...words } = said;
  const readings = group.children.map(readSaved).filter((one) => one !== undefined);
  const { handles: written, ...shown } = PRIVATE_NOTES.read(group.dataset);
  const beside = referencePointsOf(group);
  const isAngle = readings.some(({ name }) => name === 'angle');
  const parts = apart(graphicsOf(group));
  return parts.map((placed, i) => {
    const [first] = placed;
    const image =
      first && 'sop' in first && first.sop ? { sop: first.sop, frame: first.frame } : sourceOf(group);
    const ownTracking = parts.length > 1 && i > 0 ? newUid() : tracking;
    return {
      tracking: ownTracking,
      ...words,
      readings,
      ...(image ? { image } : {}),
      ...(first && 'space' in first && first.frameOfReference !== undefined
        ? { frameOfReference: first.frameOfReference }
        : {}),
      toMeasurement(imageOf, nearby = []) {
        const located = locate(placed, imageOf, nearby);
        if ('reason' in located) return located;
        const { instance, frame, graphics } = located;
        const known = kind && {
          kind,
          handles:
            exactHandles(kind, written, graphics) ??
            KINDS[kind].report.handles?.(graphics) ??
            (beside.length > 0 ? beside : graphics.flatMap(({ pointsPx }) => pointsPx)),
        };
        // The tail of an arrow stands beside its tip.
        const [tip] = graphics;
        const tail = isArrow && !kind && tip?.type === 'POINT' ? beside.slice(0, 1) : [];
        const seen = tip && tail.length > 0 ? [{ ...tip, pointsPx: [...tip.pointsPx, ...tail] }] : graphics;
        const drawn = known ?? interpret(seen, { hasAngle: isAngle, isArrow });
        if (!drawn || drawn.handles.length === 0) return { reason: 'shape' };
        return {
          id: `sr.${origin.sop}.${ownTracking}`,
          tracking: ownTracking,
          ...words,
          ...shown,
          origin,
          kind: drawn.kind,
          study: instance.study,
          series: instance.series,
          sop: instance.sop,
          frame,
          pointsPx: drawn.handles,
        };
      },
    };
  });
}

/** Of reports that were written here, numbers as their measurements are shown; others stand as they were sent. */
function ownNumber(item: ContentItem): string | undefined {
  const saved = readSaved(item);
  return saved && savedText(saved);
}

/** Reads a structured report of any maker: what it says, and the findings that have a place. */
export function readReport(document: Instance): ReportContent {
  const { dataset } = document;
  const root = readContent(dataset);
  const author = authorOf(document, root);
  const at = madeAt(document);
  const origin: Origin = {
    sop: document.sop,
    series: document.series,
    ...(author === undefined ? {} : { author }),
    ...(at === undefined ? {} : { at }),
  };
  const groups = [...everyItem(root)].filter(({ name }) => isSameCode(name, CODES.group));
  return {
    title: root.name?.meaning ?? readCode(dataset, '0040A043')?.meaning ?? '',
    ...(author === undefined ? {} : { author }),
    ...(at === undefined ? {} : { at }),
    isVerified: text(dataset, '0040A493') === 'VERIFIED',
    predecessors: predecessorsOf(document),
    findings: groups.flatMap((group) => findingsOf(group, origin)),
    lines: toLines(root, text(dataset, '00080070') === 'Isocenter' ? ownNumber : undefined),
  };
}
