import type { DicomJson } from '@/dicom/dataset/dicomJson';
import { newUid } from '@/dicom/dataset/uid';
import { element } from '@/dicom/objects/written';
import { CT_WINDOWS } from '@/dicom/transforms/ctWindows';
import { code, HANGING_PROTOCOL, HP, PRIVATE_TAGS, PRIVATE_CREATOR, sequence } from './hangingTags';
import { REGION_CODES, regionCode } from './regionCodes';
import {
  type HangingKey,
  type HangingProtocol,
  LAST_MADE_MS,
  type PaneTemplate,
  ROLES,
  type Role,
} from './template';
import { VOI_TYPES } from './voiTypes';
import { writeFilters, writeSelectors } from './writeConditions';

/** Whose a protocol is (0072,0006). */
export type HangingLevel = 'MANUFACTURER' | 'SITE' | 'USER_GROUP' | 'SINGLE_USER';

/** What other systems show of a protocol. */
export interface HangingWords {
  readonly level: HangingLevel;
  /** One line of text, of which 64 characters are kept; absent: the modalities and regions that it is for. */
  readonly description?: string;
}

/** The coding scheme of procedures as they are told apart here: no list of the standard has them all. */
export const PROCEDURE_SCHEME = '99ISOCENTER';

/** DT in universal time, to the millisecond. */
const toDateTime = (ms: number): string =>
  `${new Date(Math.min(ms, LAST_MADE_MS)).toISOString().replaceAll(/[-:TZ]/g, '')}000+0000`;

/** One line without what separates values in DICOM, cut to what a VR holds. */
const line = (said: string, most: number): string =>
  said
    .replaceAll(/[\\\p{Cc}]+/gu, ' ')
    .trim()
    .slice(0, most)
    .trim();

const keyWords = ({ modalities, regions }: HangingKey): string =>
  [...modalities, ...regions.map((region) => REGION_CODES[region].meaning)].join(' ');

function definition({ modalities, regions, procedures }: HangingKey): readonly DicomJson[] {
  const coded = procedures.map((one) => code(one.toUpperCase(), PROCEDURE_SCHEME, one));
  const places = regions.length === 0 ? [undefined] : regions;
  return modalities
    .flatMap((one) => (one === 'DX' ? ['CR', 'DX'] : [one]))
    .flatMap((modality) =>
      places.map((region) => ({
        '00080060': element('CS', modality),
        ...(region === undefined
          ? {}
          : {
              [HP.AnatomicRegionSequence]: sequence([regionCode(region)]),
              '00200060': element('CS'),
            }),
        [HP.ProcedureCodeSequence]: sequence(coded),
        [HP.ReasonForRequestedProcedureCodeSequence]: sequence([]),
      })),
    );
}

const timeBased = (role: Role, setNumber: number): DicomJson => ({
  [HP.ImageSetNumber]: element('US', setNumber),
  ...(role === 'current'
    ? {
        [HP.ImageSetSelectorCategory]: element('CS', 'RELATIVE_TIME'),
        [HP.RelativeTime]: element('US', 0, 0),
        [HP.RelativeTimeUnits]: element('CS', 'MINUTES'),
      }
    : {
        [HP.ImageSetSelectorCategory]: element('CS', 'ABSTRACT_PRIOR'),
        [HP.AbstractPriorValue]: element('SS', ROLES.indexOf(role), ROLES.indexOf(role)),
      }),
});

interface Placed {
  readonly pane: PaneTemplate;
  readonly row: number;
  readonly column: number;
}

/** Image sets of panes: one for each modality and region, with a number for each role. */
function imageSets(panes: readonly Placed[]) {
  const sets = new Map<string, { readonly item: readonly DicomJson[]; readonly roles: Map<Role, number> }>();
  const setNumbers = panes.map(({ pane: { selector } }) => {
    const name = `${selector.modality} ${selector.region ?? ''}`;
    const set = sets.get(name) ?? { item: writeSelectors(selector), roles: new Map<Role, number>() };
    sets.set(name, set);
    const count = [...sets.values()].reduce((sum, { roles }) => sum + roles.size, 0);
    const setNumber = set.roles.get(selector.role) ?? count + 1;
    set.roles.set(selector.role, setNumber);
    return setNumber;
  });
  const written = [...sets.values()].map(({ item, roles }) => ({
    [HP.ImageSetSelectorSequence]: sequence(item),
    [HP.TimeBasedImageSetsSequence]: sequence(
      [...roles].map(([role, setNumber]) => timeBased(role, setNumber)),
    ),
  }));
  return { setNumbers, written };
}

/** Window and zoom: exactly in private elements, since the standard has names of windows alone (0072,0702). */
function look({ window, zoom }: PaneTemplate): DicomJson {
  const named =
    window?.curve === 'LINEAR'
      ? Object.entries(VOI_TYPES).find(([, name]) => {
          const { centre, width } = CT_WINDOWS[name];
          return centre === window.centre && width === window.width;
        })?.[0]
      : undefined;
  return {
    ...(named === undefined ? {} : { [HP.VoiType]: element('CS', named) }),
    ...(window || zoom !== undefined ? { [PRIVATE_TAGS.Creator]: element('LO', PRIVATE_CREATOR) } : {}),
    ...(window
      ? {
          [PRIVATE_TAGS.Window]: element('FD', window.centre, window.width),
          [PRIVATE_TAGS.Curve]: element('CS', window.curve),
        }
      : {}),
    ...(zoom === undefined ? {} : { [PRIVATE_TAGS.Zoom]: element('FD', zoom) }),
  };
}

function displaySet(
  { pane, row, column }: Placed,
  { rows, columns }: HangingProtocol['template']['grid'],
  setNumber: number,
  displayNumber: number,
): DicomJson {
  // Upper left and lower right corner; y goes up (PS3.3 C.23.2.1).
  const corners = [column / columns, 1 - row / rows, (column + 1) / columns, 1 - (row + 1) / rows];
  return {
    [HP.DisplaySetNumber]: element('US', displayNumber),
    [HP.DisplaySetPresentationGroup]: element('US', 1),
    [HP.ImageSetNumber]: element('US', setNumber),
    [HP.ImageBoxesSequence]: sequence([
      {
        [HP.ImageBoxNumber]: element('US', 1),
        [HP.DisplayEnvironmentSpatialPosition]: element('FD', ...corners),
        [HP.ImageBoxLayoutType]: element('CS', 'STACK'),
      },
    ]),
    [HP.FilterOperationsSequence]: sequence(writeFilters(pane.selector)),
    [HP.SortingOperationsSequence]: sequence([]),
    ...look(pane),
  };
}

/** What panes do together. A group of scrolling has two display sets at least (0072,0212). */
function links({ template }: HangingProtocol, displayNumbers: readonly number[]): DicomJson {
  const { scroll = false, lines = false } = template.links ?? {};
  const isGroup = displayNumbers.length > 1;
  return {
    ...(scroll && isGroup
      ? {
          [HP.SynchronizedScrollingSequence]: sequence([
            { [HP.DisplaySetScrollingGroup]: element('US', ...displayNumbers) },
          ]),
        }
      : {}),
    ...(lines
      ? {
          [HP.NavigationIndicatorSequence]: sequence([
            { [HP.ReferenceDisplaySets]: element('US', ...displayNumbers) },
          ]),
        }
      : {}),
    ...(scroll && !isGroup ? { [PRIVATE_TAGS.Links]: element('CS', 'SCROLL') } : {}),
  };
}

/**
 * A protocol as a Hanging Protocol (PS3.3 A.44, C.23), in the DICOM JSON Model; undefined where all its panes stay empty, since the
 * standard has no display without images. It names nobody: its creator is this viewer.
 */
export function writeHanging(protocol: HangingProtocol, words: HangingWords): DicomJson | undefined {
  const { id, key, template, madeAtMs } = protocol;
  const { grid } = template;
  const placed = template.panes.flatMap((pane, at) =>
    pane ? [{ pane, row: Math.floor(at / grid.columns), column: at % grid.columns }] : [],
  );
  if (placed.length === 0) return undefined;
  const { setNumbers, written } = imageSets(placed);
  const displayed = placed.map((one, at) => displaySet(one, grid, setNumbers[at] ?? 1, at + 1));
  const priors = new Set(placed.map(({ pane }) => pane.selector.role).filter((role) => role !== 'current'));
  return {
    '00080005': element('CS', 'ISO_IR 192'),
    '00080016': element('UI', HANGING_PROTOCOL),
    '00080018': element('UI', newUid()),
    [HP.Name]: element('SH', line(keyWords(key), 16)),
    [HP.Description]: element('LO', line(words.description ?? keyWords(key), 64)),
    [HP.Level]: element('CS', words.level),
    [HP.Creator]: element('LO', 'Isocenter'),
    [HP.CreationDateTime]: element('DT', toDateTime(madeAtMs)),
    [HP.DefinitionSequence]: sequence(definition(key)),
    [HP.UserIdentificationCodeSequence]: sequence([]),
    [HP.NumberOfPriorsReferenced]: element('US', priors.size),
    [HP.ImageSetsSequence]: sequence(written),
    [HP.NumberOfScreens]: element('US', 1),
    [HP.NominalScreenDefinitionSequence]: sequence([]),
    [HP.DisplaySetsSequence]: sequence(displayed),
    [HP.PartialDataDisplayHandling]: element('CS', 'MAINTAIN_LAYOUT'),
    ...links(
      protocol,
      displayed.map((_, at) => at + 1),
    ),
    [PRIVATE_TAGS.Creator]: element('LO', PRIVATE_CREATOR),
    [PRIVATE_TAGS.Id]: element('LO', id),
  };
}
