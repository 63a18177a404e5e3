/** All that makes pixels of frames, in a file of its own: needed before the engine only where something is to be decoded. */
export { pageCodecs } from './pageCodecs';
export { framePixels } from './framePixels';
