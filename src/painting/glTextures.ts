import type { Picture } from './drawing';
import type { Texels } from './glProgram';
import { GreyTables, toWords, type GreyTable } from './greyTable';
import { copyLook, isSameLook, type Look } from './look';

/** How bytes lie in a texture: WebGL2's formats of whole numbers, which every device has. */
interface Format {
  readonly texels: Texels;
  readonly internal: number;
  readonly format: number;
  readonly type: number;
  readonly samples: number;
}

type Bytes = Int16Array | Uint16Array | Int8Array | Uint8Array | Uint8ClampedArray;

function formatOf(gl: WebGL2RenderingContext, picture: Picture): Format {
  const { RED_INTEGER, RGB_INTEGER, RGBA_INTEGER, UNSIGNED_BYTE } = gl;
  const one = { format: RED_INTEGER, samples: 1 };
  const colour = { texels: 'colour', type: UNSIGNED_BYTE } as const;
  const words = { ...colour, internal: gl.RGBA8UI, format: RGBA_INTEGER, samples: 4 };
  if (picture.kind === 'colour') {
    return picture.samples === 4
      ? words
      : { ...colour, internal: gl.RGB8UI, format: RGB_INTEGER, samples: 3 };
  }
  const { values } = picture;
  if (values instanceof Int16Array) return { ...one, texels: 'signed', internal: gl.R16I, type: gl.SHORT };
  if (values instanceof Uint16Array)
    return { ...one, texels: 'unsigned', internal: gl.R16UI, type: gl.UNSIGNED_SHORT };
  if (values instanceof Int8Array) return { ...one, texels: 'signed', internal: gl.R8I, type: gl.BYTE };
  if (values instanceof Uint8Array)
    return { ...one, texels: 'unsigned', internal: gl.R8UI, type: UNSIGNED_BYTE };
  return words; // Values that are no whole numbers come as the words they are shown as.
}

const ROW = 256;

/** The texture of one canvas for pictures, and one for its grey table. */
export class GlTextures {
  private readonly gl: WebGL2RenderingContext;
  private readonly tables = new GreyTables();
  private readonly pictures: WebGLTexture;
  private readonly greys: WebGLTexture;
  private held: { readonly picture: Picture; readonly look: Look; readonly format: Format } | undefined;
  private table: GreyTable | undefined;

  constructor(gl: WebGL2RenderingContext) {
    this.gl = gl;
    this.pictures = this.create();
    this.greys = this.create();
  }

  /** Binds a picture to unit 0 and its table to unit 1; what the program is to know of them. */
  bind(
    picture: Picture,
    look: Look,
  ): { readonly texels: Texels; readonly least: number; readonly flip: number } {
    const { gl } = this;
    gl.activeTexture(gl.TEXTURE0);
    gl.bindTexture(gl.TEXTURE_2D, this.pictures);
    const { texels } = this.hold(picture, look);
    gl.activeTexture(gl.TEXTURE1);
    gl.bindTexture(gl.TEXTURE_2D, this.greys);
    if (picture.kind === 'colour') return { texels, least: 0, flip: look.isInverted ? 0xff : 0 };
    if (picture.values instanceof Float32Array) return { texels, least: 0, flip: 0 };
    const table = this.tables.of(picture.values, look, picture.nothing);
    if (table !== this.table) {
      const bytes = new Uint8Array(table.words.buffer);
      const rows = table.words.length / ROW;
      gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA8UI, ROW, rows, 0, gl.RGBA_INTEGER, gl.UNSIGNED_BYTE, bytes);
      this.table = table;
    }
    return { texels, least: table.least, flip: 0 };
  }

  private hold(picture: Picture, look: Look): Format {
    const { gl, held } = this;
    const isByLook = picture.kind === 'grey' && picture.values instanceof Float32Array;
    if (held?.picture === picture && (!isByLook || isSameLook(held.look, look))) return held.format;
    const format = formatOf(gl, picture);
    const { columns, rows } = picture;
    const { internal, format: layout, type } = format;
    const bytes = this.bytesOf(picture, look);
    const before = held?.picture;
    if (held?.format.internal === internal && before?.columns === columns && before.rows === rows)
      gl.texSubImage2D(gl.TEXTURE_2D, 0, 0, 0, columns, rows, layout, type, bytes);
    else gl.texImage2D(gl.TEXTURE_2D, 0, internal, columns, rows, 0, layout, type, bytes);
    this.held = { picture, look: copyLook(look), format };
    return format;
  }

  private bytesOf(picture: Picture, look: Look): Bytes {
    if (picture.kind === 'colour') return picture.values;
    const { values } = picture;
    if (!(values instanceof Float32Array)) return values;
    const words = new Uint32Array(values.length);
    toWords(picture, look, this.tables, words);
    return new Uint8Array(words.buffer);
  }

  private create(): WebGLTexture {
    const { gl } = this;
    const texture = gl.createTexture();
    gl.bindTexture(gl.TEXTURE_2D, texture);
    for (const [name, value] of [
      [gl.TEXTURE_MIN_FILTER, gl.NEAREST],
      [gl.TEXTURE_MAG_FILTER, gl.NEAREST],
      [gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE],
      [gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE],
    ] as const)
      gl.texParameteri(gl.TEXTURE_2D, name, value);
    return texture;
  }
}

/** Bytes that a picture takes as a texture. */
export function textureBytes({ columns, rows, ...picture }: Picture): number {
  const perPixel = picture.kind === 'colour' ? picture.samples : picture.values.BYTES_PER_ELEMENT;
  return columns * rows * perPixel;
}

/** Whether a picture has as many values as its size says: GL refuses what is too short. */
export const isWhole = (picture: Picture): boolean =>
  picture.values.length >= picture.columns * picture.rows * (picture.kind === 'colour' ? picture.samples : 1);
