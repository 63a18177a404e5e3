import { number, numbers } from './dicomJson';
import type { Instance } from './instance';
import { readPixel } from './pixel';

export const isImage = (instance: Instance): boolean =>
  instance.frames > 0 && readPixel(instance.dataset) !== undefined;

export function cineFps({ dataset }: Instance): number | undefined {
  const frameTime = number(dataset, '00181063');
  const vector = numbers(dataset, '00181065').slice(1);
  const mean = vector.length > 0 ? vector.reduce((a, b) => a + b, 0) / vector.length : undefined;
  const fps = frameTime
    ? 1000 / frameTime
    : mean
      ? 1000 / mean
      : (number(dataset, '00180040') ?? number(dataset, '00082144'));
  return fps && fps > 0 && fps <= 200 ? fps : undefined;
}
