import { cache, getWebWorkerManager, init as initCore } from '@cornerstonejs/core';
import { init as initLoader } from '@cornerstonejs/dicom-image-loader';
import { logging } from '@cornerstonejs/metadata';
import { cacheBytes, memoryParts } from '@/imaging/stack/cacheSize';

/** The name under which the image loader's decode workers are known to Cornerstone. */
const LOADER = 'dicomImageLoader';

/** Starts the image loader for what it knows of images; decoding goes to codecs of our own (codecs.ts), so its workers are not made. */
function startLoader(): void {
  const manager = getWebWorkerManager();
  const register = manager.registerWorker.bind(manager);
  manager.registerWorker = (name: string, workerFn: () => Worker, options?: object) => {
    if (name !== LOADER) register(name, workerFn, options);
  };
  initLoader({ maxWebWorkers: 1 });
  manager.registerWorker = register;
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
  startLoader();
  cache.setMaxCacheSize(cacheBytes());
  // Another window of the reading came or went.
  memoryParts.subscribe(() => cache.setMaxCacheSize(cacheBytes()));
}
