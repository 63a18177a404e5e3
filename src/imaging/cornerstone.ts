import { cache, getWebWorkerManager, init as initCore } from '@cornerstonejs/core';
import { init as initLoader } from '@cornerstonejs/dicom-image-loader';
import { logging } from '@cornerstonejs/metadata';
import { init as initTools } from '@cornerstonejs/tools';
import { withinDepth } from './codecSamples';
import { type DecodeTask, withRgb } from './decodedColour';
import { checkDecoded } from './decodedFrame';
import { connectComlink, createDecoders } from './decoders';

/** Decoded pixels kept, in bytes: a third of what the device has, within what its browser bears. */
export function cacheBytes(): number {
  const memory = 'deviceMemory' in navigator ? Number(navigator.deviceMemory) : undefined;
  const isTablet = matchMedia('(pointer: coarse)').matches;
  if (memory !== undefined && Number.isFinite(memory)) return Math.min(memory / 3, 1.5) * 2 ** 30;
  return (isTablet ? 0.25 : 1) * 2 ** 30;
}

/** Share of it that may be filled ahead of what is looked at: a full cache would push out what is on screen. */
const AHEAD = 0.8;

export const aheadBytes = (): number => cacheBytes() * AHEAD;

/** The name under which the image loader's decode workers are known to Cornerstone. */
const LOADER = 'dicomImageLoader';

/**
 * Starts the image loader. Decoding goes to our own pool: Cornerstone's waits for ever for a codec that hangs, gives the next
 * frame to a worker whose codec has just thrown, and starts its workers at once, which costs the first picture of a series
 * that needs none of them a good part of a second on a small machine.
 */
function startLoader(most: number): void {
  const manager = getWebWorkerManager();
  const register = manager.registerWorker.bind(manager);
  const made: { spawn?: () => Worker } = {};
  manager.registerWorker = (name: string, workerFn: () => Worker, options?: object) => {
    if (name === LOADER) made.spawn = workerFn;
    else register(name, workerFn, options);
  };
  initLoader({ maxWebWorkers: most });
  manager.registerWorker = register;
  const { spawn } = made;
  if (!spawn) throw new Error('the image loader has no decode workers');
  const decoders = createDecoders({ spawn, connect: connectComlink, most });
  const others = manager.executeTask.bind(manager);
  manager.executeTask = <Result>(name: string, method: string, task?: object, options?: object) =>
    name === LOADER
      ? (decoders
          .run(task)
          .then((decoded) => withinDepth(decoded, task as DecodeTask))
          .then((decoded) => checkDecoded(withRgb(decoded, task as DecodeTask))) as Promise<Result>)
      : others<Result>(name, method, task, options);
}

/** Cornerstone's own messages name images by their ids, which are UIDs: none of them reaches the console. */
function silence(): void {
  const { log } = logging;
  for (const logger of [log, ...Object.values(log.getLoggers())]) {
    logger.methodFactory = () => () => undefined;
    logger.rebuild();
  }
}

/**
 * Starts Cornerstone: once per page, since its state is global and a second start would empty its cache. Every device draws by
 * the CPU path, with a GPU or without: Cornerstone's WebGL showed wrong colours, black panes after a lost context and flat grey
 * while it reported success, and machines without a GPU, which tests run on, never took that way.
 */
export function bootCornerstone(): void {
  silence();
  initCore({
    rendering: {
      useGenericViewport: true,
      webGlContextCount: 1,
      planar: { renderBackend: 'cpu' },
      useCPURendering: true,
    },
  } as Parameters<typeof initCore>[0]);
  initTools();
  startLoader(Math.max(1, Math.min(4, (navigator.hardwareConcurrency || 2) - 1)));
  cache.setMaxCacheSize(cacheBytes());
}
