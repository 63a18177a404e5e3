import { numbers, text, texts } from './dicomJson';
import { frameItem } from './functionalGroups';
import type { Instance } from './instance';

export interface VoiWindow {
  readonly center: number;
  readonly width: number;
  readonly curve: 'LINEAR' | 'LINEAR_EXACT' | 'SIGMOID';
}
export type NamedWindow = VoiWindow & { readonly name?: string };

const CURVES = ['LINEAR', 'LINEAR_EXACT', 'SIGMOID'] as const;

/** The windows an image brings, first first (PS3.3 C.11.2). */
export function windowsOf(instance: Instance, frame: number): readonly NamedWindow[] {
  const source = frameItem(instance.dataset, frame, '00289132') ?? instance.dataset;
  const centers = numbers(source, '00281050');
  const widths = numbers(source, '00281051');
  const names = texts(source, '00281055');
  const curve = CURVES.find((one) => one === text(source, '00281056')) ?? 'LINEAR';
  return centers.flatMap((center, i) => {
    const width = widths[i];
    if (width === undefined || width < (curve === 'LINEAR' ? 1 : Number.MIN_VALUE)) return [];
    const name = names[i];
    return [{ center, width, curve, ...(name === undefined ? {} : { name }) }];
  });
}

/** Where grey begins and ends (PS3.3 C.11.2.1.2.1; exact: C.11.2.1.3.2). */
export function toRange({ center, width, curve }: VoiWindow): { lower: number; upper: number } {
  if (curve === 'LINEAR')
    return { lower: center - 0.5 - (width - 1) / 2, upper: center - 0.5 + (width - 1) / 2 };
  return { lower: center - width / 2, upper: center + width / 2 };
}

/** The mirror image of toRange. */
export function fromRange(
  { lower, upper }: { lower: number; upper: number },
  curve: VoiWindow['curve'],
): VoiWindow {
  if (curve === 'LINEAR') return { center: (lower + upper) / 2 + 0.5, width: upper - lower + 1, curve };
  return { center: (lower + upper) / 2, width: upper - lower, curve };
}
