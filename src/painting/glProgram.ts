/** The kinds of texture that pictures are in: whole numbers with and without sign, and colours. */
export type Texels = 'signed' | 'unsigned' | 'colour';

const VERTEX = `#version 300 es
void main() {
  // One triangle over the whole of the canvas.
  gl_Position = vec4(float((gl_VertexID & 1) << 2) - 1.0, float((gl_VertexID & 2) << 1) - 1.0, 0.0, 1.0);
}`;

/** The level of a pixel as the one table has it; no formula stands here. */
const LEVELS: Record<Texels, string> = {
  signed: 'int i = texelFetch(picture, at, 0).r - least; return greyLevel(i);',
  unsigned: 'int i = int(texelFetch(picture, at, 0).r) - least; return greyLevel(i);',
  colour: 'return vec3(texelFetch(picture, at, 0).rgb ^ uvec3(flip));',
};

// Nothing is filtered by the hardware: it filters neither whole numbers nor, on many tablets, floats, and its weights differ.
const fragment = (texels: Texels): string => `#version 300 es
precision highp float;
precision highp int;
uniform highp ${texels === 'signed' ? 'isampler2D' : 'usampler2D'} picture;
uniform highp usampler2D greys;
uniform int least;
uniform uint flip;
uniform ivec2 size;
uniform vec3 toColumn;
uniform vec3 toRow;
uniform float bottom;
uniform bool isSmooth;
out vec4 shown;

vec3 greyLevel(int i) {
  return vec3(texelFetch(greys, ivec2(i & 255, i >> 8), 0).rgb);
}

vec3 level(ivec2 place) {
  ivec2 at = clamp(place, ivec2(0), size - 1);
  ${LEVELS[texels]}
}

void main() {
  vec3 here = vec3(gl_FragCoord.x, bottom - gl_FragCoord.y, 1.0);
  vec2 at = vec2(dot(toColumn, here), dot(toRow, here));
  shown = vec4(0.0, 0.0, 0.0, 1.0);
  if (at.x < 0.0 || at.y < 0.0 || at.x >= float(size.x) || at.y >= float(size.y)) return;
  if (!isSmooth) {
    shown.rgb = level(ivec2(floor(at))) / 255.0;
    return;
  }
  vec2 from = at - 0.5;
  ivec2 near = ivec2(floor(from));
  vec2 share = from - floor(from);
  vec3 above = mix(level(near), level(near + ivec2(1, 0)), share.x);
  vec3 below = mix(level(near + ivec2(0, 1)), level(near + 1), share.x);
  shown.rgb = floor(mix(above, below, share.y) + 0.5) / 255.0;
}`;

const UNIFORMS = [
  'picture',
  'greys',
  'least',
  'flip',
  'size',
  'toColumn',
  'toRow',
  'bottom',
  'isSmooth',
] as const;

/** A program for one kind of texture, and where its settings go. */
export interface GlProgram {
  readonly program: WebGLProgram;
  readonly at: Readonly<Record<(typeof UNIFORMS)[number], WebGLUniformLocation | null>>;
}

function shader(gl: WebGL2RenderingContext, kind: number, text: string): WebGLShader | undefined {
  const made = gl.createShader(kind);
  if (!made) return undefined;
  gl.shaderSource(made, text);
  gl.compileShader(made);
  return made;
}

/** Undefined where it does not compile or the context is lost. */
export function createProgram(gl: WebGL2RenderingContext, texels: Texels): GlProgram | undefined {
  const vertex = shader(gl, gl.VERTEX_SHADER, VERTEX);
  const colours = shader(gl, gl.FRAGMENT_SHADER, fragment(texels));
  if (!vertex || !colours) return undefined;
  const program = gl.createProgram();
  gl.attachShader(program, vertex);
  gl.attachShader(program, colours);
  gl.linkProgram(program);
  gl.deleteShader(vertex);
  gl.deleteShader(colours);
  if (gl.getProgramParameter(program, gl.LINK_STATUS) !== true) return undefined;
  const at = Object.fromEntries(UNIFORMS.map((name) => [name, gl.getUniformLocation(program, name)]));
  return { program, at: at as unknown as GlProgram['at'] };
}
