import type { MessageKey } from '@/i18n/en';
import type { Translate } from '@/i18n/t';
import type { MenuItem, MenuSection } from '@/ui/overlay/menuItems';
import { actionSpec, type ActionId, type ActionSpec } from './actions';

const GROUPS: readonly (readonly [group: ActionSpec['group'], label: MessageKey])[] = [
  ['image', 'group.image'],
  ['layout', 'group.layout'],
  ['link', 'group.link'],
  ['play', 'group.play'],
  ['edit', 'group.edit'],
  ['screen', 'group.screen'],
];

/** Actions as the sections of a menu, group by group; what is on or off stands apart, for it bears a tick. */
export const actionSections = (
  actions: readonly ActionId[],
  item: (action: ActionId) => MenuItem,
  t: Translate,
): readonly MenuSection[] =>
  GROUPS.flatMap(([group, label]) => {
    const items = actions.filter((id) => actionSpec(id).group === group).map(item);
    const ticked = items.filter(({ isChecked }) => isChecked !== undefined);
    const plain = items.filter(({ isChecked }) => isChecked === undefined);
    return [
      // Sections and items share one space of names.
      { id: `group-${group}`, label: t(label), items: plain },
      { id: `group-${group}-ticked`, label: plain.length > 0 ? undefined : t(label), items: ticked },
    ];
  });
