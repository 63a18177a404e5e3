import { number } from './dicomJson';
import { readPlane } from './geometry';
import type { Instance } from './instance';

export interface OrderWarning {
  readonly kind: string;
}

export function orderFrames(instances: readonly Instance[]): {
  frames: readonly { instance: Instance; frame: number }[];
  warnings: readonly OrderWarning[];
} {
  const place = (instance: Instance) => {
    const plane = readPlane(instance, 1);
    return plane
      ? plane.positionLps.reduce((sum, value, i) => sum + value * (plane.normal[i] ?? 0), 0)
      : undefined;
  };
  const sorted = [...instances].sort(
    (a, b) =>
      (place(a) ?? 0) - (place(b) ?? 0) ||
      (number(a.dataset, '00200013') ?? 0) - (number(b.dataset, '00200013') ?? 0),
  );
  return {
    frames: sorted.flatMap((instance) =>
      Array.from({ length: instance.frames }, (_, i) => ({ instance, frame: i + 1 })),
    ),
    warnings: [],
  };
}
