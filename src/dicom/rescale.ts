import { number, text } from './dicomJson';
import { frameItem } from './functionalGroups';
import type { Instance } from './instance';

const TRANSFORMATION = '00289145';

/** Stored to modality values: value = stored * slope + intercept (PS3.3 C.11.1), and their unit. */
export function readRescale(
  instance: Instance,
  frame: number,
): { slope: number; intercept: number; unit: string } {
  const { dataset, modality } = instance;
  const group = frameItem(dataset, frame, TRANSFORMATION);
  const slope = number(group, '00281053') ?? number(dataset, '00281053');
  const intercept = number(group, '00281052') ?? number(dataset, '00281052') ?? 0;
  const type = text(group, '00281054') ?? text(dataset, '00281054');
  const isScout = (dataset['00080008']?.Value ?? []).includes('LOCALIZER');
  const bareHu = modality === 'CT' && slope !== undefined && type === undefined && !isScout;
  const unit = type === undefined ? (bareHu ? 'HU' : '') : type === 'US' ? '' : type;
  return { slope: slope === undefined || slope === 0 ? 1 : slope, intercept, unit };
}
