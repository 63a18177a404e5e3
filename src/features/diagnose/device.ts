import type { MessageKey } from '@/i18n/en';
import type { MessageValues } from '@/i18n/t';

/** What this device brings, beside the archive. */
export interface DeviceRow {
  readonly check: 'graphics' | 'memory' | 'screen';
  readonly verdict: 'works' | 'limited' | 'unknown';
  readonly text: MessageKey;
  readonly values: MessageValues;
}

/** The largest texture of WebGL 2, or undefined without it. The context is given back at once. */
function textureSize(): number | undefined {
  const gl = document.createElement('canvas').getContext('webgl2');
  if (!gl) return undefined;
  const size: unknown = gl.getParameter(gl.MAX_TEXTURE_SIZE);
  gl.getExtension('WEBGL_lose_context')?.loseContext();
  return typeof size === 'number' ? size : undefined;
}

/** Gigabytes, rounded by the browser (Device Memory API: 0.25 to 8), or undefined where it does not say. */
const memoryGb = (): number | undefined => (navigator as { deviceMemory?: number }).deviceMemory;

/** Under this, large series do not fit into memory beside their decoded images. */
const ENOUGH_GB = 4;

/** Looks at graphics, memory and screen. */
export function lookAtDevice(): readonly DeviceRow[] {
  const size = textureSize();
  const gb = memoryGb();
  return [
    size === undefined
      ? { check: 'graphics', verdict: 'limited', text: 'diagnose.graphics.limited', values: {} }
      : { check: 'graphics', verdict: 'works', text: 'diagnose.graphics.works', values: { size } },
    gb === undefined
      ? { check: 'memory', verdict: 'unknown', text: 'diagnose.memory.unknown', values: {} }
      : {
          check: 'memory',
          verdict: gb < ENOUGH_GB ? 'limited' : 'works',
          text: gb < ENOUGH_GB ? 'diagnose.memory.limited' : 'diagnose.memory.works',
          values: { gb },
        },
    {
      check: 'screen',
      verdict: 'limited',
      text: 'diagnose.screen.limited',
      values: { bits: Math.round(screen.colorDepth / 3) },
    },
  ];
}
