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
