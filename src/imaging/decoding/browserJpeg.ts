import type { PixelDescription } from '@/dicom/pixels/pixel';
import { DecodeError, DecoderDeath, WATCHDOG_MS } from './decoders';

const JPEG_BASELINE = '1.2.840.10008.1.2.4.50';

/** Whether a frame is one that the browser decodes: JPEG baseline colour of 8 bits, of which its markers say how it is coded. */
export const isForBrowser = (transferSyntax: string, { samples, bitsAllocated }: PixelDescription): boolean =>
  transferSyntax === JPEG_BASELINE && bitsAllocated === 8 && samples > 1;

/** A JPEG file as RGBA bytes by pixel, by the browser. Rejects with DecodeError where it refuses it, with DecoderDeath where it is silent. */
export async function browserJpeg(
  bytes: Uint8Array<ArrayBuffer>,
): Promise<{ readonly rows: number; readonly columns: number; readonly pixelData: Uint8Array }> {
  const url = await new Promise<string>((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => resolve(String(reader.result)));
    reader.addEventListener('error', () => reject(new DecodeError(reader.error)));
    reader.readAsDataURL(new Blob([bytes], { type: 'image/jpeg' }));
  });
  const image = new Image();
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new DecoderDeath(`nothing came for ${WATCHDOG_MS} ms`)),
      WATCHDOG_MS,
    );
    image.addEventListener('load', () => (clearTimeout(timer), resolve()));
    image.addEventListener('error', () => (clearTimeout(timer), reject(new DecodeError('no JPEG'))));
    image.src = url;
  });
  const { width, height } = image;
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width, height });
  // In main memory: it is read once.
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new DecodeError('no canvas');
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, width, height);
  return { rows: height, columns: width, pixelData: new Uint8Array(data.buffer) };
}
