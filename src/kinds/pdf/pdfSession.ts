import {
  getDocument,
  GlobalWorkerOptions,
  PDFWorker,
  VerbosityLevel,
  version,
  type PDFDocumentProxy,
} from 'pdfjs-dist/legacy/build/pdf.mjs';
import { PdfError } from './pdfError';
import { MOST_PICTURE_BYTES, noticeOf, PING, weighMessage } from './watch';

/** How long a document may take to open: a file can be made to keep its reader busy for ever. */
const OPEN_MS = 30_000;
/** Images of more pixels are not drawn. */
const IMAGE_PIXELS = 64e6;
/** Steps of drawing that one page may have: a few kilobytes can ask for any number. */
const MOST_STEPS = 750_000;
/** What they may be given: a step can be a path of millions of lines. */
const MOST_NUMBERS = 8e6;

/** What is known of the page that is read just now. */
interface Load {
  steps: number;
  numbers: number;
  bytes: number;
  isLeftOut: boolean;
  /** Resolves when all its steps are here. */
  readonly read: Promise<void>;
  /** Tells of it. */
  readonly end: () => void;
}

/** An open document with the workers that read and draw it, for one page at a time. All of it ends at once where it has to. */
export interface PdfSession {
  readonly document: PDFDocumentProxy;
  /** Pages are drawn by a worker; else by this thread, where a browser cannot otherwise. */
  readonly hasRenderer: boolean;
  /** Rejects with PdfError when a page is too heavy or a worker breaks off; never resolves. */
  readonly broken: Promise<never>;
  /** From here on, what comes belongs to another page. */
  begin(): Load;
  /** Resolves when the renderer has stopped to draw what was cancelled. */
  rests(): Promise<void>;
  close(): void;
}

/** Where the build puts what few PDFs need (bundling/pdfFiles.ts); each file is fetched when a document asks for it. */
const files = (folder: string): string =>
  new URL(`${import.meta.env.BASE_URL}assets/pdfjs-${version}/${folder}/`, location.href).href;

const canDrawInWorkers = (): boolean => typeof OffscreenCanvas !== 'undefined' && 'fonts' in document;

function newLoad(): Load {
  let end = () => {};
  const read = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { steps: 0, numbers: 0, bytes: 0, isLeftOut: false, read, end };
}

/** The worker that draws, once it listens: pdf.js would wait for it a while, and then draw on this thread. */
async function startRenderer(life: AbortSignal): Promise<Worker> {
  const port = new Worker(new URL('./pdfRenderer.ts', import.meta.url), { type: 'module' });
  life.addEventListener('abort', () => port.terminate(), { once: true });
  await new Promise<void>((resolve, reject) => {
    port.addEventListener('message', () => resolve(), { once: true });
    port.addEventListener('error', (event) => reject(new PdfError('code', event)), { once: true });
  });
  return port;
}

/** Weighs what the workers of a session say; `fail` is told what ends it. */
function watchWorkers(life: AbortSignal, fail: (error: PdfError) => void) {
  let load = newLoad();
  const ports: Worker[] = [];
  const hear = ({ data }: MessageEvent<unknown>) => {
    const notice = noticeOf(data);
    if (notice === 'left-out') load.isLeftOut = true;
    if (notice === 'heavy') fail(new PdfError('heavyPage'));
    const { steps, numbers, bytes, isLast } = weighMessage(data);
    load.steps += steps;
    load.numbers += numbers;
    load.bytes += bytes;
    if (isLast) load.end();
    if (load.steps > MOST_STEPS || load.numbers > MOST_NUMBERS || load.bytes > MOST_PICTURE_BYTES)
      fail(new PdfError('heavyPage'));
  };
  return {
    watch(port: Worker): void {
      ports.push(port);
      life.addEventListener('abort', () => port.terminate(), { once: true });
      port.addEventListener('error', (event) => fail(new PdfError('code', event)));
      port.addEventListener('message', hear);
    },
    begin(): Load {
      load = newLoad();
      for (const port of ports) port.postMessage(PING);
      return load;
    },
  };
}

/** Resolves when a renderer has stopped to draw what was cancelled. */
const whenResting = (renderer: Worker | undefined): Promise<void> =>
  new Promise((resolve) => {
    if (!renderer) return resolve();
    const listen = ({ data }: MessageEvent<unknown>) => {
      if (noticeOf(data) !== 'rests') return;
      renderer.removeEventListener('message', listen);
      resolve();
    };
    renderer.addEventListener('message', listen);
    renderer.postMessage(PING);
  });

/** Has a reader of its own open the document; ends both with `life`. */
async function readWith(
  reader: Worker,
  renderer: Worker | undefined,
  data: ArrayBuffer,
  life: AbortSignal,
): Promise<PDFDocumentProxy> {
  // Its warnings are read; those of this thread are nobody's.
  const worker = PDFWorker.create({ port: reader, verbosity: VerbosityLevel.WARNINGS });
  GlobalWorkerOptions.rendererPorts = renderer ? [renderer] : [];
  const task = getDocument({
    data: new Uint8Array(data),
    worker,
    verbosity: VerbosityLevel.ERRORS,
    cMapUrl: files('cmaps'),
    standardFontDataUrl: files('standard_fonts'),
    wasmUrl: files('wasm'),
    iccUrl: files('iccs'),
    useWorkerFetch: true,
    useSystemFonts: false,
    enableXfa: false,
    disableWorkerRendering: !renderer,
    maxImageSize: IMAGE_PIXELS,
  });
  life.addEventListener(
    'abort',
    () => {
      void task.destroy().catch(() => undefined);
      worker.destroy();
    },
    { once: true },
  );
  return task.promise;
}

/**
 * Opens a PDF in workers of its own. Nothing in it runs and nothing is fetched for it but our own fonts and tables: no scripts, forms,
 * links or attachments are ever asked for. Rejects with PdfError or what pdf.js throws; where the signal aborts, never settles to a
 * document that stays open.
 */
export async function openPdfSession(file: Blob, signal: AbortSignal): Promise<PdfSession> {
  const life = new AbortController();
  const close = () => life.abort();
  let fail: (error: PdfError) => void = close;
  const broken = new Promise<never>((_, reject) => {
    fail = (error) => {
      reject(error);
      close();
    };
  });
  // Where nobody works with the session, nobody hears of it.
  broken.catch(() => undefined);
  signal.addEventListener('abort', () => fail(new PdfError('code', signal.reason)), { once: true });
  const timer = setTimeout(() => fail(new PdfError('slow')), OPEN_MS);
  const { watch, begin } = watchWorkers(life.signal, fail);
  const open = async (): Promise<PdfSession> => {
    const [data, renderer] = await Promise.all([
      file.arrayBuffer(),
      canDrawInWorkers() ? startRenderer(life.signal) : undefined,
    ]);
    if (life.signal.aborted) throw new PdfError('code', life.signal.reason);
    const reader = new Worker(new URL('./pdfWorker.ts', import.meta.url), { type: 'module' });
    watch(reader);
    if (renderer) watch(renderer);
    const document = await readWith(reader, renderer, data, life.signal);
    const hasRenderer = renderer !== undefined;
    return { document, hasRenderer, broken, begin, rests: () => whenResting(renderer), close };
  };
  try {
    return await Promise.race([open(), broken]);
  } catch (thrown) {
    close();
    throw thrown;
  } finally {
    clearTimeout(timer);
  }
}
