/**
 * Stands in for what Cornerstone asks of WebGL when it starts (vite.config.ts): it makes two contexts, compiles a program and
 * reads pixels back before the first image, 150 to 300 ms of a page that draws nothing by Cornerstone's WebGL, and keeps the
 * answer in the browser's storage. The answer here is that of a device without WebGL, by which Cornerstone draws on the CPU.
 */
const NO_GL = {
  webgl: false,
  webgl2: false,
  maxTextureSize: 0,
  renderer: '',
  norm16: false,
  norm16Linear: false,
  float: false,
  floatLinear: false,
  halfFloat: false,
  halfFloatLinear: false,
  softwareRasterizer: false,
};

export const RENDERING_CAPABILITIES_PROBE_VERSION = 1;
export const detectRenderingCapabilities = () => ({ ...NO_GL });
export const getRenderingCapabilities = () => NO_GL;
export const resetRenderingCapabilities = () => undefined;
