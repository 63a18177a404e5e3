/** Stands in for VTK's 140 KB of colour maps: images here have their own colours or greys, and volumes none yet (vite.config.ts). */
const noColourMaps: readonly never[] = [];
export default noColourMaps;
