import { cache, init as initCore } from '@cornerstonejs/core';
import { init as initLoader } from '@cornerstonejs/dicom-image-loader';
import { init as initTools } from '@cornerstonejs/tools';

export type Backend = 'gpu' | 'cpu';

/** Decoded pixels kept, in bytes: a third of what the device has, within what its browser bears. */
export function cacheBytes(): number {
  const memory = 'deviceMemory' in navigator ? Number(navigator.deviceMemory) : undefined;
  const isTablet = matchMedia('(pointer: coarse)').matches;
  if (memory !== undefined && Number.isFinite(memory)) return Math.min(memory / 3, 1.5) * 2 ** 30;
  return (isTablet ? 0.25 : 1) * 2 ** 30;
}

/** Software GL draws slower than the CPU path: it is then not used. */
function hasRealGpu(): boolean {
  const gl = document.createElement('canvas').getContext('webgl2');
  if (!gl) return false;
  const about = gl.getExtension('WEBGL_debug_renderer_info');
  const renderer: unknown = about ? gl.getParameter(about.UNMASKED_RENDERER_WEBGL) : '';
  gl.getExtension('WEBGL_lose_context')?.loseContext();
  return !/swiftshader|llvmpipe|softpipe|basic render/i.test(String(renderer));
}

/** Starts Cornerstone: once per page, since its state is global and a second start would empty its cache. */
export function bootCornerstone(): Backend {
  const backend: Backend = hasRealGpu() ? 'gpu' : 'cpu';
  initCore({
    rendering: {
      useGenericViewport: true,
      webGlContextCount: backend === 'cpu' ? 1 : 4,
      planar: { renderBackend: backend },
      useCPURendering: backend === 'cpu',
    },
  } as Parameters<typeof initCore>[0]);
  initTools();
  initLoader({ maxWebWorkers: Math.max(1, Math.min(4, (navigator.hardwareConcurrency || 2) - 1)) });
  cache.setMaxCacheSize(cacheBytes());
  return backend;
}
