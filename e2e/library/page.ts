import {
  cache,
  Enums,
  getWebWorkerManager,
  imageLoader,
  init as initCore,
  metaData,
  RenderingEngine,
  type Types,
} from '@cornerstonejs/core';
import {
  addTool,
  annotation,
  Enums as ToolEnums,
  init as initTools,
  LengthTool,
  ToolGroupManager,
} from '@cornerstonejs/tools';

/** Runs in a bare page: what Cornerstone does by itself in the places where this viewer goes its own way. */
export interface LibraryPage {
  /** `isPoor`: as a device whose textures of floats are not filtered, nor of 16 bits. */
  start(isCpu: boolean, isPoor: boolean): Promise<void>;
  /** Pixels of a picture of fractional values that are more than a level off PS3.3 C.11.2.1, and by how much at most. */
  painting(curve: 'LINEAR' | 'SIGMOID'): Promise<{ off: number; of: number; most: number }>;
  /** Of five strokes with a pause between any two events, how many became a line; and whether an undo could tell them by identity. */
  drawing(
    isTouch: boolean,
    pauseMs: number,
  ): Promise<{ strokes: number; begun: number; lines: number; isCopied: boolean }>;
  /** Whether a job is done after one that hangs, in a pool of one worker, within so long. */
  decoding(withinMs: number): Promise<boolean>;
}

declare global {
  interface Window {
    library: LibraryPage;
  }
}

/** Odd, so that a picture at one to one that is half a pixel off is seen to be. */
const [COLUMNS, ROWS] = [255, 257];
const SLOPE = 0.5;
const WINDOW = { center: 8_000.25, width: 12_000 };
/** Stored values from all of 16 bits, no two neighbours alike. */
const valueAt = (index: number): number => ((index * 40_503) % 65_536) * SLOPE;

function toImage(imageId: string): Types.IImage {
  const values = Float32Array.from({ length: COLUMNS * ROWS }, (_, index) => valueAt(index));
  const manager = {
    getScalarData: () => values,
    getScalarDataLength: () => values.length,
    numberOfComponents: 1,
  };
  return {
    imageId,
    minPixelValue: 0,
    maxPixelValue: 65_535 * SLOPE,
    slope: 1,
    intercept: 0,
    windowCenter: WINDOW.center,
    windowWidth: WINDOW.width,
    voiLUTFunction: 'LINEAR',
    getPixelData: () => values,
    getCanvas: () => document.createElement('canvas'),
    ...{ rows: ROWS, columns: COLUMNS, height: ROWS, width: COLUMNS },
    color: false,
    rgba: false,
    numberOfComponents: 1,
    columnPixelSpacing: 1,
    rowPixelSpacing: 1,
    invert: false,
    sizeInBytes: values.byteLength,
    dataType: 'Float32Array',
    photometricInterpretation: 'MONOCHROME2',
    preScale: { enabled: true, scaled: true },
    voxelManager: manager,
    imageFrame: { pixelDataLength: values.length },
    sharpness: 0,
  } as unknown as Types.IImage;
}

const MODULES: Record<string, object> = {
  imagePixelModule: {
    ...{ bitsAllocated: 32, bitsStored: 32, highBit: 31, samplesPerPixel: 1, pixelRepresentation: 0 },
    photometricInterpretation: 'MONOCHROME2',
  },
  imagePlaneModule: {
    ...{
      rows: ROWS,
      columns: COLUMNS,
      rowPixelSpacing: 1,
      columnPixelSpacing: 1,
      frameOfReferenceUID: '1.2',
    },
    imageOrientationPatient: [1, 0, 0, 0, 1, 0],
    imagePositionPatient: [0, 0, 0],
    ...{ rowCosines: [1, 0, 0], columnCosines: [0, 1, 0], pixelSpacing: [1, 1] },
  },
  generalSeriesModule: { modality: 'CT', seriesInstanceUID: '1.2.3' },
  voiLutModule: { windowCenter: [WINDOW.center], windowWidth: [WINDOW.width] },
};

/** PS3.3 C.11.2.1.2.1 and C.11.2.1.3.1, to 256 levels. */
function levelOf(value: number, curve: 'LINEAR' | 'SIGMOID'): number {
  const { center, width } = WINDOW;
  if (curve === 'SIGMOID') return 255 / (1 + Math.exp((-4 * (value - center)) / width));
  return 255 * Math.min(1, Math.max(0, (value - (center - 0.5)) / (width - 1) + 0.5));
}

/** A viewport of one picture at one to one. */
async function shown(
  engineId: string,
): Promise<{ viewport: Types.IStackViewport; element: HTMLDivElement; end: () => void }> {
  const element = document.createElement('div');
  Object.assign(element.style, { width: `${COLUMNS}px`, height: `${ROWS}px` });
  document.body.append(element);
  const engine = new RenderingEngine(engineId);
  engine.enableElement({ viewportId: engineId, type: Enums.ViewportType.STACK, element });
  const viewport = engine.getViewport(engineId) as Types.IStackViewport;
  const rendered = new Promise<void>((resolve) => {
    element.addEventListener(Enums.Events.IMAGE_RENDERED, () => resolve(), { once: true });
  });
  await viewport.setStack(['flat:1']);
  viewport.render();
  await rendered;
  return {
    viewport,
    element,
    end: () => {
      engine.destroy();
      element.remove();
    },
  };
}

function hideExtensions(): void {
  const HIDDEN = new Set(['OES_texture_float_linear', 'OES_texture_half_float_linear', 'EXT_texture_norm16']);
  const { getExtension } = WebGL2RenderingContext.prototype;
  Object.assign(WebGL2RenderingContext.prototype, {
    getExtension(this: WebGL2RenderingContext, name: string): unknown {
      return HIDDEN.has(name) ? null : getExtension.call(this, name as 'WEBGL_multi_draw');
    },
  });
}

async function start(isCpu: boolean, isPoor: boolean): Promise<void> {
  if (isPoor) hideExtensions();
  await initCore({ rendering: { useCPURendering: isCpu } } as Parameters<typeof initCore>[0]);
  await initTools();
  imageLoader.registerImageLoader('flat', (imageId: string) => ({
    promise: Promise.resolve(toImage(imageId)),
  }));
  metaData.addProvider((type: string) => MODULES[type], 1e6);
}

async function painting(curve: 'LINEAR' | 'SIGMOID') {
  cache.purgeCache();
  const { viewport, end } = await shown(`painting-${curve}`);
  const { center, width } = WINDOW;
  const range = { lower: center - 0.5 - (width - 1) / 2, upper: center - 0.5 + (width - 1) / 2 };
  viewport.setProperties({
    voiRange: range,
    ...(curve === 'LINEAR' ? {} : { VOILUTFunction: Enums.VOILUTFunctionType.SAMPLED_SIGMOID }),
  });
  viewport.resetCamera();
  viewport.render();
  await new Promise((resolve) => setTimeout(resolve, 300));
  const canvas = viewport.getCanvas();
  const copy = new OffscreenCanvas(COLUMNS, ROWS).getContext('2d');
  copy?.drawImage(canvas, 0, 0);
  const { data } = copy?.getImageData(0, 0, COLUMNS, ROWS) ?? { data: new Uint8ClampedArray() };
  end();
  let [off, most] = [0, 0];
  for (let at = 0; at < COLUMNS * ROWS; at += 1) {
    const by = Math.abs((data[at * 4] ?? 0) - levelOf(valueAt(at), curve));
    if (by > 1) off += 1;
    most = Math.max(most, by);
  }
  return { off, of: COLUMNS * ROWS, most: Math.round(most) };
}

/** A touch as browsers send it, to an element. */
function sayTouch(
  element: Element,
  type: 'touchstart' | 'touchmove' | 'touchend',
  clientX: number,
  clientY: number,
): void {
  const touch = new Touch({
    identifier: 1,
    target: element,
    clientX,
    clientY,
    pageX: clientX,
    pageY: clientY,
  });
  const touches = type === 'touchend' ? [] : [touch];
  element.dispatchEvent(
    new TouchEvent(type, {
      bubbles: true,
      cancelable: true,
      touches,
      targetTouches: touches,
      changedTouches: [touch],
    }),
  );
}

function sayMouse(
  element: Element,
  type: 'mousedown' | 'mousemove' | 'mouseup',
  clientX: number,
  clientY: number,
): void {
  const target = type === 'mousedown' ? element : document;
  const buttons = type === 'mouseup' ? 0 : 1;
  target.dispatchEvent(
    new MouseEvent(type, { bubbles: true, cancelable: true, button: 0, buttons, clientX, clientY }),
  );
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function drawing(isTouch: boolean, pauseMs: number) {
  const name = `drawing-${isTouch}-${pauseMs}`;
  const { element, end } = await shown(name);
  addTool(LengthTool);
  const group = ToolGroupManager.createToolGroup(name);
  group?.addTool(LengthTool.toolName);
  group?.addViewport(name, name);
  group?.setToolActive(LengthTool.toolName, {
    bindings: [{ mouseButton: ToolEnums.MouseBindings.Primary }, { numTouchPoints: 1 }],
  });
  const { left, top } = element.getBoundingClientRect();
  const say = (type: 'start' | 'move' | 'end', x: number, y: number) =>
    isTouch
      ? sayTouch(element, `touch${type}`, left + x, top + y)
      : sayMouse(
          element,
          ({ start: 'mousedown', move: 'mousemove', end: 'mouseup' } as const)[type],
          left + x,
          top + y,
        );
  const strokes = 5;
  for (let stroke = 0; stroke < strokes; stroke += 1) {
    const y = 20 + stroke * 20;
    say('start', 20, y);
    await pause(pauseMs);
    for (const x of [60, 120, 200]) {
      say('move', x, y);
      await pause(pauseMs);
    }
    say('end', 200, y);
    await pause(pauseMs);
  }
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  const all = annotation.state.getAllAnnotations();
  // From where it was begun to where it ended, to half a pixel.
  const lines = all.filter(({ data }) => {
    const [one, two] = data.handles?.points ?? [];
    return one !== undefined && two !== undefined && Math.abs(Math.abs(one[0] - two[0]) - 180) <= 0.5;
  }).length;
  // Changed in place or anew: an undo that compares by identity needs the second.
  const [first] = all;
  const before = first?.data;
  if (first) first.data.label = 'changed';
  const isCopied = first !== undefined && annotation.state.getAllAnnotations()[0]?.data !== before;
  annotation.state.removeAllAnnotations();
  ToolGroupManager.destroyToolGroup(name);
  end();
  return { strokes, begun: all.length, lines, isCopied };
}

/** A worker as comlink speaks to it: `hang` never answers, `done` does. */
const WORKER = `
onmessage = ({ data }) => {
  if (data.type === 'APPLY' && data.path.at(-1) === 'hang') for (;;);
  postMessage({ id: data.id, type: 'RAW', value: 1 });
};`;

async function decoding(withinMs: number): Promise<boolean> {
  const url = URL.createObjectURL(new Blob([WORKER], { type: 'text/javascript' }));
  const manager = getWebWorkerManager();
  manager.registerWorker('pool', () => new Worker(url), { maxWorkerInstances: 1, overwrite: true });
  void manager.executeTask('pool', 'hang').catch(() => undefined);
  const done = manager.executeTask('pool', 'done').then(() => true);
  const late = new Promise<boolean>((resolve) => setTimeout(() => resolve(false), withinMs));
  return Promise.race([done, late]);
}

window.library = { start, painting, drawing, decoding };
