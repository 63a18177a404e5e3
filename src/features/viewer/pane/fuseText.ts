import { text } from '@/dicom/dataset/dicomJson';
import { listText, windowNumber } from '@/i18n/numberText';
import type { Translate } from '@/i18n/t';
import type { LayerFacts, LayerRefusal } from '@/imaging/pane/paneStore';

const SERIES_DESCRIPTION = '0008103E';

/** What of a layer is written beside it, as one text: equal ones, picture after picture, render nothing. */
export interface LayerSaid extends Pick<
  LayerFacts,
  | 'study'
  | 'series'
  | 'state'
  | 'why'
  | 'had'
  | 'images'
  | 'lost'
  | 'colours'
  | 'opacity'
  | 'window'
  | 'range'
  | 'unit'
> {
  readonly registeredBy?: LayerFacts['registeredBy'];
  readonly name: string;
  readonly modality: string;
}

/** The same text as long as nothing of it changes; '' without a layer. */
export function layerWritten(layer: LayerFacts | undefined): string {
  if (!layer) return '';
  const { fault: _, instance, frame: __, ...rest } = layer;
  const modality = instance?.modality ?? '';
  const description = (instance && text(instance.dataset, SERIES_DESCRIPTION)?.trim()) ?? '';
  return JSON.stringify({ ...rest, modality, name: `${modality} ${description}`.trim() } satisfies LayerSaid);
}

export const readLayer = (written: string): LayerSaid | undefined =>
  written === '' ? undefined : (JSON.parse(written) as LayerSaid);

const OWN: ReadonlySet<LayerRefusal> = new Set(['apart', 'no-room', 'itself', 'patient']);
const isOwn = (why: LayerRefusal): why is 'apart' | 'no-room' | 'itself' | 'patient' => OWN.has(why);

/** Why nothing is laid over, or what of it is missing; '' where all is as it should be. */
export function layerTrouble({ state, why, had, images, lost }: LayerSaid, t: Translate): string {
  if (why) {
    if (isOwn(why)) return t(`fuse.refused.${why}`);
    return t('fuse.refused.volume', {
      why: t(`cut.refused.${why as Exclude<LayerRefusal, 'apart' | 'no-room' | 'itself' | 'patient'>}`),
    });
  }
  if (state === 'failed') return t('fuse.failed');
  if (lost > 0) return t('fuse.lost', { lost, images });
  return state === 'loading' || had < images ? t('fuse.loading', { had, images }) : '';
}

/** Where its colours begin and end, in the unit that its values are told in. */
export function layerEnds({ window, unit }: Pick<LayerSaid, 'window' | 'unit'>) {
  if (!window) return undefined;
  // Six digits of middle and width do not meet at exactly 0.
  const tidied = (value: number) => (Math.abs(value) < 1e-5 * window.width ? 0 : value);
  const end = (side: -1 | 1) => tidied(window.center + (side * window.width) / 2) * unit.factor;
  return { from: windowNumber(end(-1)), to: windowNumber(end(1)), unit: unit.unit };
}

/** 'PT PET AC, SUVbw'. */
export const layerName = ({ name, unit }: LayerSaid): string =>
  listText([name, unit.unit].filter((part) => part !== ''));
