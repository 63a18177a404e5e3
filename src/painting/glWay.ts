import type { Drawing, Outcome, Way } from './drawing';
import { createProgram, type GlProgram, type Texels } from './glProgram';
import { GlTextures, isWhole, textureBytes } from './glTextures';
import { inverseOf, isWholePixels } from './placement';

/** Pictures larger than this are drawn otherwise: graphics memory is not all ours. */
const MOST_BYTES = 2 ** 27;
/** The canvas that all panes are drawn on grows by steps: each growth is a new one. */
const STEP_PX = 256;

const KINDS: readonly Texels[] = ['signed', 'unsigned', 'colour'];

/**
 * Draws with WebGL2 on one context for all panes (browsers allow 16 a page), each picture then copied to the pane's own
 * canvas: what that shows outlives the context. Asks for no extension.
 */
export class GlWay implements Way {
  private readonly surface: OffscreenCanvas;
  private readonly gl: WebGL2RenderingContext;
  private readonly programs: Readonly<Record<Texels, GlProgram>>;
  private readonly textures = new WeakMap<HTMLCanvasElement, GlTextures>();
  private readonly mostPx: number;

  /**
   * Undefined where this device cannot, or the browser says that it would be slow (unless `isForced`). `onLost`: the context
   * went away.
   */
  static start(onLost: () => void, isForced = false): GlWay | undefined {
    if (typeof OffscreenCanvas === 'undefined') return undefined;
    const surface = new OffscreenCanvas(STEP_PX, STEP_PX);
    const gl = surface.getContext('webgl2', {
      alpha: false,
      antialias: false,
      depth: false,
      stencil: false,
      failIfMajorPerformanceCaveat: !isForced,
    });
    if (!gl) return undefined;
    surface.addEventListener('webglcontextlost', onLost, { once: true });
    const [signed, unsigned, colour] = KINDS.map((kind) => createProgram(gl, kind));
    if (!signed || !unsigned || !colour || gl.getError() !== gl.NO_ERROR) return undefined;
    return new GlWay(surface, gl, { signed, unsigned, colour });
  }

  private constructor(
    surface: OffscreenCanvas,
    gl: WebGL2RenderingContext,
    programs: Readonly<Record<Texels, GlProgram>>,
  ) {
    this.surface = surface;
    this.gl = gl;
    this.programs = programs;
    const most = [gl.MAX_TEXTURE_SIZE, gl.MAX_RENDERBUFFER_SIZE].map(
      (name) => gl.getParameter(name) as number,
    );
    const [across = 0, down = 0] = gl.getParameter(gl.MAX_VIEWPORT_DIMS) as Int32Array;
    this.mostPx = Math.min(...most, across, down);
    gl.pixelStorei(gl.UNPACK_ALIGNMENT, 1);
    gl.disable(gl.DITHER);
  }

  draw(context: CanvasRenderingContext2D, drawing: Drawing): Outcome {
    const { gl, mostPx } = this;
    const { picture, placement, over } = drawing;
    const { width, height } = context.canvas;
    const back = inverseOf(placement);
    const isTooLarge = Math.max(picture.columns, picture.rows, width, height) > mostPx;
    if (over || !back || isTooLarge || !isWhole(picture) || textureBytes(picture) > MOST_BYTES)
      return 'unable';
    if (gl.isContextLost()) return 'broken';
    if (!this.makeRoom(width, height)) return 'unable';
    this.render(context.canvas, drawing, back);
    if (gl.getError() !== gl.NO_ERROR) return 'broken';
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.imageSmoothingEnabled = false;
    // A bitmap is handed over, where the surface itself would be copied: 0.3 instead of 2.7 ms for 900 x 850.
    const bitmap = this.surface.transferToImageBitmap();
    context.drawImage(bitmap, 0, 0, width, height, 0, 0, width, height);
    bitmap.close();
    return gl.isContextLost() ? 'broken' : 'drawn';
  }

  /** Gives the context back; what was drawn stays. */
  dispose(): void {
    this.gl.getExtension('WEBGL_lose_context')?.loseContext();
  }

  private render(
    canvas: HTMLCanvasElement,
    { picture, look, placement, isSmooth }: Drawing,
    [a, b, c, d, e, f]: readonly [number, number, number, number, number, number],
  ): void {
    const { gl, surface } = this;
    const textures = this.textures.get(canvas) ?? new GlTextures(gl);
    this.textures.set(canvas, textures);
    const { texels, least, flip } = textures.bind(picture, look);
    const { program, at } = this.programs[texels];
    gl.useProgram(program);
    gl.uniform1i(at.picture, 0);
    gl.uniform1i(at.greys, 1);
    gl.uniform1i(at.least, least);
    gl.uniform1ui(at.flip, flip);
    gl.uniform2i(at.size, picture.columns, picture.rows);
    gl.uniform3f(at.toColumn, a, c, e);
    gl.uniform3f(at.toRow, b, d, f);
    gl.uniform1f(at.bottom, surface.height);
    // Nothing lies between the levels of a picture that is one to one: one texel is enough.
    gl.uniform1i(at.isSmooth, isSmooth && !isWholePixels(placement) ? 1 : 0);
    // Canvases count rows from the top, GL from the bottom.
    gl.viewport(0, surface.height - canvas.height, canvas.width, canvas.height);
    gl.drawArrays(gl.TRIANGLES, 0, 3);
  }

  /** False where the browser gives less room than it was asked for. */
  private makeRoom(width: number, height: number): boolean {
    const { gl, surface, mostPx } = this;
    const step = (px: number) => Math.min(mostPx, Math.ceil(px / STEP_PX) * STEP_PX);
    if (surface.width < width) surface.width = step(width);
    if (surface.height < height) surface.height = step(height);
    return gl.drawingBufferWidth === surface.width && gl.drawingBufferHeight === surface.height;
  }
}
