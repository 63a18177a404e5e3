import { items, number, numbers, text, texts, type DicomJson } from '@/dicom/dataset/dicomJson';
import { TAG } from '@/dicom/dataset/tags';
import { withMarks } from '@/dicom/values/directions';
import type { BodyRegion } from '@/dicom/priors/regionWords';
import { HANGING_PROTOCOL, HP, PRIVATE_TAGS, PRIVATE_CREATOR } from './hangingTags';
import { countLeft, type LeftKind, type LeftOut } from './leftOut';
import { arrangeBoxes, MOST_BOXES } from './readBoxes';
import { readDisplaySet, readImageSets, type ReadDisplay } from './readDisplaySet';
import { readProtocol } from './readProtocol';
import { proceduresOf } from './factWords';
import { regionOfCode } from './regionCodes';
import { likeModality, PROCEDURES, type HangingProtocol, type Procedure } from './template';
import { PROCEDURE_SCHEME } from './writeHanging';

/** A protocol that was read, and what of it there is no such thing of here. */
export interface ReadHanging {
  readonly protocol: HangingProtocol;
  /** As its maker calls it: to be shown once, never kept. */
  readonly name: string;
  readonly description: string;
  /** Number of Priors Referenced (0072,0014). */
  readonly priors: number;
  readonly left: readonly LeftOut[];
}

/** `notHanging`: another object; `noPanes`: nothing of it can be hung here. */
export type HangingFault = 'notHanging' | 'noPanes';

/** Items of a sequence that are read; more than any protocol has. */
const MOST_ITEMS = 256;
const some = (dataset: DicomJson, tag: string): readonly DicomJson[] =>
  items(dataset, tag).slice(0, MOST_ITEMS);

/** DT in ms since 1970; without an offset taken for universal time. 0 where it cannot be read. */
export function momentMs(dateTime = ''): number {
  const [
    ,
    year,
    month = '01',
    day = '01',
    hour = '00',
    minute = '00',
    second = '00',
    fraction = '',
    zone = '+0000',
  ] = /^(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:\.(\d{1,6}))?([+-]\d{4})?$/.exec(dateTime) ?? [];
  if (year === undefined) return 0;
  const iso = `${year}-${month}-${day}T${hour}:${minute}:${second}.${fraction.padEnd(3, '0').slice(0, 3)}${zone.slice(0, 3)}:${zone.slice(3)}`;
  const ms = Date.parse(iso);
  return ms >= 0 ? ms : 0;
}

/** Foreign words as one line that can be shown: SH and LO hold no more (PS3.5 6.2). */
const line = (said = ''): string => withMarks(said).slice(0, 64);

const once = <Of>(of: readonly Of[]): readonly Of[] => [...new Set(of)];

/** Which studies it is for, by its definition (0072,000C). */
function definition(dataset: DicomJson, left: LeftKind[]) {
  const all = some(dataset, HP.DefinitionSequence);
  const places = all.flatMap((one) => some(one, HP.AnatomicRegionSequence));
  const regions = places.map(regionOfCode);
  const coded = all.flatMap((one) => some(one, HP.ProcedureCodeSequence));
  const procedures = coded.map((one): readonly Procedure[] => {
    const value = text(one, HP.CodeValue);
    return text(one, HP.CodingSchemeDesignator) === PROCEDURE_SCHEME
      ? PROCEDURES.filter((known) => known.toUpperCase() === value)
      : [...proceduresOf([text(one, HP.CodeMeaning)])];
  });
  if (regions.includes(undefined)) left.push('regions');
  const reasons = all.flatMap((one) => some(one, HP.ReasonForRequestedProcedureCodeSequence));
  if (reasons.length > 0 || procedures.some((one) => one.length === 0)) left.push('procedures');
  if (all.some((one) => text(one, TAG.Laterality) !== undefined)) left.push('side');
  return {
    modalities: once(all.flatMap((one) => text(one, TAG.Modality) ?? []).map(likeModality)).toSorted(),
    regions: once(regions.filter((one): one is BodyRegion => one !== undefined)),
    procedures: once(procedures.flat()),
  };
}

/** The first of the groups of display sets that follow each other on the screen (0072,0204). */
function firstGroup(dataset: DicomJson, left: LeftKind[]): readonly DicomJson[] {
  const all = some(dataset, HP.DisplaySetsSequence);
  const groupOf = (one: DicomJson) => number(one, HP.DisplaySetPresentationGroup) ?? 1;
  const groups = once(all.map(groupOf)).toSorted((a, b) => a - b);
  for (let at = 1; at < groups.length; at += 1) left.push('groups');
  return all.filter((one) => groupOf(one) === groups[0]);
}

/** What panes do together: all of them, or it is left out. */
function linksOf(dataset: DicomJson, hung: readonly number[], left: LeftKind[]) {
  const read = (sequence: string, tags: readonly string[]): boolean => {
    const groups = some(dataset, sequence)
      .map((one) => new Set(tags.flatMap((tag) => numbers(one, tag))))
      .filter((group) => hung.some((one) => group.has(one)));
    const isAll = groups.some((group) => hung.every((one) => group.has(one)));
    if (!isAll && groups.length > 0) left.push('links');
    return isAll;
  };
  const scroll = read(HP.SynchronizedScrollingSequence, [HP.DisplaySetScrollingGroup]);
  const lines = read(HP.NavigationIndicatorSequence, [HP.ReferenceDisplaySets, HP.NavigationDisplaySet]);
  return { scroll: scroll || texts(dataset, PRIVATE_TAGS.Links).includes('SCROLL'), lines };
}

/** The region that all display sets ask for; undefined where they ask for several, or one for none. */
function commonRegion(displays: readonly ReadDisplay[]): BodyRegion | undefined {
  const [first] = displays;
  return displays.every(({ conditions }) => conditions.region === first?.conditions.region)
    ? first?.conditions.region
    : undefined;
}

/** The modalities that display sets ask for of the study itself, or, where none does, of its priors; sorted. */
function modalitiesOf(displays: readonly ReadDisplay[]): readonly string[] {
  const asked = displays.filter(({ modality }) => modality !== undefined);
  const ofStudy = asked.filter(({ role }) => role === 'current');
  return once((ofStudy.length > 0 ? ofStudy : asked).flatMap(({ modality }) => modality ?? [])).toSorted();
}

const paneOf = ({ conditions, role, look, modality }: ReadDisplay, regions: readonly BodyRegion[]) => {
  const { region, isOwnRegion, facts } = conditions;
  if (role === undefined || modality === undefined) return null;
  // The study shows that region: to ask each series for it would leave those out that do not say so.
  const isPlain = !isOwnRegion && regions.length === 1 && region === regions[0];
  return {
    selector: { role, modality, facts, ...(region === undefined || isPlain ? {} : { region }) },
    ...look,
  };
};

/**
 * A Hanging Protocol (PS3.3 A.44) as one that hangs here, with what could not be taken over; `id`: what it is called where it brings no
 * name of ours. Of what it asks for, the first group of display sets hangs.
 */
export function readHanging(dataset: DicomJson, id: string): ReadHanging | HangingFault {
  if (text(dataset, TAG.SopClassUid) !== HANGING_PROTOCOL) return 'notHanging';
  const left: LeftKind[] = [];
  const defined = definition(dataset, left);
  const sets = readImageSets(some(dataset, HP.ImageSetsSequence));
  const found = firstGroup(dataset, left).flatMap(
    (one) => readDisplaySet(one, sets, defined.modalities, left) ?? [],
  );
  const displays = found.slice(0, MOST_BOXES);
  for (let at = displays.length; at < found.length; at += 1) left.push('boxes');
  const screens = number(dataset, HP.NumberOfScreens) ?? 1;
  if (screens > 1) left.push('screens');
  if (text(dataset, HP.PartialDataDisplayHandling) === 'ADAPT_LAYOUT') left.push('partial');
  if (displays.length === 0) return 'noPanes';

  const region = defined.regions.length === 0 ? commonRegion(displays) : undefined;
  const isOwn = text(dataset, PRIVATE_TAGS.Creator) === PRIVATE_CREATOR;
  const regions = region === undefined || isOwn ? defined.regions : [region];
  const arranged = arrangeBoxes(displays);
  if (!arranged.isSame) left.push('layout');
  const panes = arranged.cells.map((one) => one && paneOf(one, regions));
  const hung = displays.filter((one) => paneOf(one, regions)).map((one) => one.number);
  const protocol = readProtocol({
    id: (isOwn && text(dataset, PRIVATE_TAGS.Id)) || id,
    key: {
      ...defined,
      regions,
      modalities: defined.modalities.length > 0 ? defined.modalities : modalitiesOf(displays),
    },
    template: {
      grid: { rows: arranged.rows, columns: arranged.columns },
      panes,
      links: linksOf(dataset, hung, left),
    },
    madeAtMs: momentMs(text(dataset, HP.CreationDateTime)),
  });
  if (!protocol || hung.length === 0) return 'noPanes';
  return {
    protocol,
    name: line(text(dataset, HP.Name)),
    description: line(text(dataset, HP.Description)),
    priors: number(dataset, HP.NumberOfPriorsReferenced) ?? 0,
    left: countLeft(left),
  };
}
