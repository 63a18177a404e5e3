import { ARCHIVE_ROOT } from './companionApp';
import type { Options } from './options';

/** An archive that this companion stands before, or its own. */
export interface ArchiveHere {
  /** In config.json, in links, shares and on record. */
  readonly id: string;
  /** Where it stands on this origin. */
  readonly root: string;
  /** Undefined: the embedded one. */
  readonly elsewhere: URL | undefined;
  /** What people read; absent: as config.json has it, or the id. */
  readonly name?: string;
  /** Its workitems (UPS-RS) tell how far the reading of a study is. */
  readonly ups?: true;
}

/** The archives that the command line asks for: the first where one alone stands, the others below paths of their own. */
export function archivesHere({
  archive,
  id,
  name,
  others,
  workitems = [],
}: Pick<Options, 'archive' | 'id' | 'name' | 'others' | 'workitems'>): readonly [
  ArchiveHere,
  ...ArchiveHere[],
] {
  const upsOf = (one: string) => (workitems.includes(one) ? ({ ups: true } as const) : {});
  return [
    { id, root: ARCHIVE_ROOT, elsewhere: archive, ...(name === undefined ? {} : { name }), ...upsOf(id) },
    ...others.map((one) => ({
      ...{ id: one.id, root: `/archives/${one.id}`, elsewhere: one.url },
      ...upsOf(one.id),
    })),
  ];
}

/** What config.json says of them; nothing where it is what a page by itself has. */
export function archivesField(
  archives: readonly ArchiveHere[],
  signIn?: string,
): { readonly archives?: readonly object[] } {
  const [first, ...others] = archives;
  const isUsual = others.length === 0 && first?.id === 'main' && !first.name && !first.ups;
  if (isUsual && signIn === undefined) return {};
  const of = signIn === undefined ? {} : { signIn };
  return {
    archives: archives.map(({ id, root, name, ups }) => ({
      ...{ id, root },
      ...(name ? { name } : {}),
      ...(ups ? { ups } : {}),
      ...of,
    })),
  };
}
