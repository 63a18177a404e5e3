import { text } from '@/dicom/dataset/dicomJson';
import { listText, plainText, significantText } from '@/i18n/numberText';
import type { Translate } from '@/i18n/t';
import type { CutSlab } from '@/view/viewState';
import type { LayerFacts, LayerRefusal } from '@/imaging/pane/paneStore';

const SERIES_DESCRIPTION = '0008103E';
const SERIES_NUMBER = '00200011';

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
  /** Series number and description, as a pane's head has them of its own series. */
  readonly title: string;
  readonly modality: string;
}

/** The same text as long as nothing of it changes; '' without a layer. */
export function layerWritten(layer: LayerFacts | undefined): string {
  if (!layer) return '';
  const { fault: _, instance, frame: __, ...rest } = layer;
  const modality = instance?.modality ?? '';
  const description = (instance && text(instance.dataset, SERIES_DESCRIPTION)?.trim()) ?? '';
  const number = (instance && text(instance.dataset, SERIES_NUMBER)?.trim()) ?? '';
  return JSON.stringify({
    ...rest,
    modality,
    title: [number, description || modality].filter(Boolean).join(' · '),
  } satisfies LayerSaid);
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
  if (state === 'failed') return t(images === 0 ? 'fuse.undescribed' : 'fuse.failed');
  if (lost > 0) return t('fuse.lost', { lost, images });
  if (images === 0) return state === 'loading' ? t('fuse.describing') : '';
  return state === 'loading' || had < images ? t('fuse.loading', { had, images }) : '';
}

/** '3 · PET AC, PT, SUVbw': the whole name. */
export const layerName = ({ title, modality, unit }: LayerSaid): string =>
  listText([title, modality, unit.unit].filter((part) => part !== ''));

interface ValueOf {
  readonly factor: number;
  readonly unit: string;
  readonly modality: string;
  /** What the slab that it was taken of shows; undefined: there is none. */
  readonly by: CutSlab['by'] | undefined;
}

/** What a value between stored images is worth: whole HU, three significant digits below 1, else four. */
function resampledText(value: number, isHu: boolean): string {
  if (isHu) return plainText(value, 0);
  return significantText(value, Math.abs(value) < 1 ? 3 : 4);
}

/** 'CT max −12 HU': a value of a plane, and, of a slab, which of its values it is. */
export function fusedValueText(
  value: number | undefined,
  { factor, unit, modality, by }: ValueOf,
  t: Translate,
): string {
  if (value === undefined) return `${modality} ${t('fuse.nowhere')}`;
  const number = resampledText(value * factor, unit === 'HU');
  const words = [modality, by && t(`fuse.value.${by}`), unit === '' ? number : `${number}\u00a0${unit}`];
  return words.filter(Boolean).join(' ');
}
