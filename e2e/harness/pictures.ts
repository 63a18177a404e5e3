import type { Browser } from '@playwright/test';

/** The share of pixels in which two PNG pictures differ by more than `tolerance` levels in any channel. */
export async function differingShare(browser: Browser, a: Buffer, b: Buffer, tolerance = 2): Promise<number> {
  const context = await browser.newContext();
  const page = await context.newPage();
  const share = await page.evaluate(
    async ([first, second, limit]) => {
      const pixels = async (base64: string) => {
        const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
        const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
        const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
        const context = canvas.getContext('2d');
        if (!context) throw new Error('no 2D canvas');
        context.drawImage(bitmap, 0, 0);
        return context.getImageData(0, 0, bitmap.width, bitmap.height);
      };
      const [one, two] = [await pixels(first), await pixels(second)];
      if (one.width !== two.width || one.height !== two.height) return 1;
      let differing = 0;
      for (let i = 0; i < one.data.length; i += 4) {
        const off = [0, 1, 2].some((c) => Math.abs((one.data[i + c] ?? 0) - (two.data[i + c] ?? 0)) > limit);
        if (off) differing++;
      }
      return differing / (one.data.length / 4);
    },
    [a.toString('base64'), b.toString('base64'), tolerance] as const,
  );
  await context.close();
  return share;
}

/**
 * How far a picture is from a reference turned by clockwise quarter turns and then mirrored, as the mean difference of
 * grey levels (0 to 255) over the middle square of both, sampled in 96 x 96.
 */
export async function offTurned(
  browser: Browser,
  picture: Buffer,
  reference: Buffer,
  turn: { quarters: number; mirrored: boolean },
): Promise<number> {
  const context = await browser.newContext();
  const page = await context.newPage();
  const off = await page.evaluate(
    async ([now, before, quarters, mirrored]) => {
      const SIDE = 96;
      const greys = async (base64: string, degrees: number, flipped: boolean) => {
        const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
        const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
        const canvas = new OffscreenCanvas(SIDE, SIDE);
        const context = canvas.getContext('2d');
        if (!context) throw new Error('no 2D canvas');
        const side = Math.min(bitmap.width, bitmap.height);
        context.translate(SIDE / 2, SIDE / 2);
        // The last one named acts first on the picture.
        if (flipped) context.scale(-1, 1);
        context.rotate((degrees * Math.PI) / 180);
        context.drawImage(
          bitmap,
          (bitmap.width - side) / 2,
          (bitmap.height - side) / 2,
          side,
          side,
          -SIDE / 2,
          -SIDE / 2,
          SIDE,
          SIDE,
        );
        const { data } = context.getImageData(0, 0, SIDE, SIDE);
        return Array.from({ length: SIDE * SIDE }, (_, i) => data[4 * i] ?? 0);
      };
      const [a, b] = [await greys(now, 0, false), await greys(before, 90 * quarters, mirrored)];
      return a.reduce((sum, grey, i) => sum + Math.abs(grey - (b[i] ?? 0)), 0) / a.length;
    },
    [picture.toString('base64'), reference.toString('base64'), turn.quarters, turn.mirrored] as const,
  );
  await context.close();
  return off;
}
