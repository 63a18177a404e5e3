/** Stands in for VTK's second renderer, which it loads beside WebGL and nobody here asks for (vite.config.ts). */
export const RENDERER = undefined;
