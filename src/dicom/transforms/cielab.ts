/** Red, green and blue, 0 to 255. */
export type Rgb = readonly [red: number, green: number, blue: number];

/** sRGB of a CIELab value as DICOM encodes it in three words of 16 bits (PS3.3 C.10.7.1.1), for the D50 white of PCS. */
export function cielabToRgb([l = 0, a = 0, b = 0]: readonly number[]): Rgb {
  const lightness = (l / 0xffff) * 100;
  const fy = (lightness + 16) / 116;
  const fx = fy + ((a / 0xffff) * 255 - 128) / 500;
  const fz = fy - ((b / 0xffff) * 255 - 128) / 200;
  const [x, y, z] = [0.9642 * cubed(fx), cubed(fy), 0.8249 * cubed(fz)];
  // XYZ of D50 to linear sRGB of D65, Bradford-adapted.
  const linear = [
    3.1338561 * x - 1.6168667 * y - 0.4906146 * z,
    -0.9787684 * x + 1.9161415 * y + 0.033454 * z,
    0.0719453 * x - 0.2289914 * y + 1.4052427 * z,
  ];
  const [red = 0, green = 0, blue = 0] = linear.map(companded);
  return [red, green, blue];
}

/** CIE's cube, with its straight part near black. */
const cubed = (t: number): number => (t > 6 / 29 ? t ** 3 : 3 * (6 / 29) ** 2 * (t - 4 / 29));

function companded(value: number): number {
  const within = Math.min(1, Math.max(0, value));
  const level = within <= 0.0031308 ? 12.92 * within : 1.055 * within ** (1 / 2.4) - 0.055;
  return Math.round(255 * level);
}

/** The mirror image of cielabToRgb. */
export function rgbToCielab(rgb: readonly number[]): readonly [number, number, number] {
  const [r = 0, g = 0, b = 0] = rgb.map((level) => {
    const value = level / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  const fx = rooted((0.4360747 * r + 0.3850649 * g + 0.1430804 * b) / 0.9642);
  const fy = rooted(0.2225045 * r + 0.7168786 * g + 0.0606169 * b);
  const fz = rooted((0.0139322 * r + 0.0971045 * g + 0.7141733 * b) / 0.8249);
  const word = (value: number) => Math.min(0xffff, Math.max(0, Math.round(value * 0xffff)));
  return [
    word((116 * fy - 16) / 100),
    word((500 * (fx - fy) + 128) / 255),
    word((200 * (fy - fz) + 128) / 255),
  ];
}

const rooted = (t: number): number => (t > (6 / 29) ** 3 ? Math.cbrt(t) : t / (3 * (6 / 29) ** 2) + 4 / 29);
