import { listText } from '@/i18n/numberText';
import { tagName } from '@/dicom/dataset/tagNames';
import type { Translate } from '@/i18n/t';
import type { SaveRow } from './saver';

/** How many changed attributes are named; more are counted by nobody. */
const NAMED = 3;

/** '0040A730[2].0040A160' as people read it: the innermost attribute. */
function nameOf(path: string): string {
  const tag = path.slice(-8);
  return tagName(tag) ?? `(${tag.slice(0, 4)},${tag.slice(4)})`;
}

const hex = (failureReason: number): string =>
  `${failureReason.toString(16).toUpperCase().padStart(4, '0')}H`;

/** How far an object has gone; where it was refused: what happened, what still holds, what to do. */
export function stateText(state: SaveRow['state'], t: Translate): string {
  if (state.phase !== 'refused') return t(`save.state.${state.phase}`);
  const { reason, status, failureReason, tags = [] } = state;
  const names = [...new Set(tags.map(nameOf))];
  return t(`save.no.${reason}`, {
    status: status ?? '–',
    reason: failureReason === undefined ? '–' : hex(failureReason),
    tags: listText([...names.slice(0, NAMED), ...(names.length > NAMED ? ['…'] : [])]),
  });
}
