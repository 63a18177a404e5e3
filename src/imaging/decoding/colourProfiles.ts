import { type Types, utilities } from '@cornerstonejs/core';
import { isAborted } from '@/archive/contract/archiveError';
import type { Archive } from '@/archive/contract/archive';
import { fromBase64 } from '@/dicom/dataset/base64';
import type { DicomElement } from '@/dicom/dataset/dicomJson';
import {
  iccProfileOf,
  isOfReferenceMedium,
  kindOfProfile,
  SCREEN_LEVELS,
  toProfiledPng,
} from '@/dicom/pixels/icc';
import { withPlainTables } from '@/dicom/pixels/iccTables';
import type { Instance } from '@/dicom/dataset/instance';

/** What marks an image whose colours were changed for the screen, or should have been. */
export interface WithColours {
  /** RGB or RGBA as the file has it: what is inspected; the picture itself is for looking at. */
  readonly storedColours?: ArrayLike<number>;
  /** Its colour profile could not be had or read: the colours are those of the file, unchanged. */
  readonly hasLostProfile?: boolean;
}

/** RGB bytes of RGB or RGBA samples. */
function toRgb(data: ArrayLike<number>, pixels: number): Uint8Array<ArrayBuffer> {
  const samples = Math.round(data.length / pixels);
  const rgb = new Uint8Array(pixels * 3);
  for (let i = 0; i < pixels; i++)
    for (let sample = 0; sample < 3; sample++) rgb[3 * i + sample] = data[samples * i + sample] ?? 0;
  return rgb;
}

/** The colours on an sRGB screen, as RGBA, by the browser's colour management; black of the reference medium is the screen's. */
async function toScreen(
  rgb: Uint8Array,
  size: Types.IImage,
  profile: Uint8Array,
): Promise<Uint8ClampedArray> {
  const png = new Blob(toProfiledPng(rgb, size, withPlainTables(profile)), { type: 'image/png' });
  const picture = await createImageBitmap(png, { colorSpaceConversion: 'default' });
  const canvas = new OffscreenCanvas(picture.width, picture.height);
  const context = canvas.getContext('2d', { colorSpace: 'srgb', willReadFrequently: true });
  if (!context) throw new Error('no canvas');
  context.drawImage(picture, 0, 0);
  picture.close();
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
  if (isOfReferenceMedium(profile))
    for (let i = 0; i < data.length; i++) if (i % 4 !== 3) data[i] = SCREEN_LEVELS[data[i] ?? 0] ?? 0;
  return data;
}

/** Shows colour images through their ICC profiles (PS3.3 C.11.15). Each profile is fetched once. */
export class ColourProfiles {
  private readonly archive: Pick<Archive, 'bulk'>;
  private readonly coming = new Map<string, Promise<Uint8Array | undefined>>();
  private readonly life = new AbortController();

  constructor(archive: Pick<Archive, 'bulk'>) {
    this.archive = archive;
  }

  /** The image as it is to be shown; the same one where it has no profile or is sRGB already. */
  async apply(image: Types.IImage, instance: Instance): Promise<Types.IImage> {
    const element = image.color ? iccProfileOf(instance.dataset) : undefined;
    if (!element) return image;
    const profile = await this.bytesOf(element);
    const kind = profile ? kindOfProfile(profile) : 'unusable';
    if (kind === 'srgb') return image;
    if (!profile || kind === 'unusable') return Object.assign(image, { hasLostProfile: true });
    const stored = image.getPixelData() as unknown as ArrayLike<number>;
    const { rows, columns } = image;
    const shown = await toScreen(toRgb(stored, rows * columns), image, profile);
    const voxelManager = utilities.VoxelManager.createImageVoxelManager({
      scalarData: shown as unknown as Uint8Array,
      width: columns,
      height: rows,
      numberOfComponents: 4,
    });
    return Object.assign(image, {
      voxelManager,
      getPixelData: () => shown,
      rgba: true,
      numberOfComponents: 4,
      sizeInBytes: image.sizeInBytes + shown.byteLength,
      storedColours: stored,
    }) as Types.IImage;
  }

  dispose(): void {
    this.life.abort();
  }

  private async bytesOf({ InlineBinary, BulkDataURI }: DicomElement): Promise<Uint8Array | undefined> {
    if (InlineBinary !== undefined) return fromBase64(InlineBinary);
    if (BulkDataURI === undefined) return undefined;
    const coming =
      this.coming.get(BulkDataURI) ??
      this.archive.bulk(BulkDataURI, this.life.signal).catch((error: unknown) => {
        if (isAborted(error)) throw error;
        return undefined;
      });
    this.coming.set(BulkDataURI, coming);
    return coming;
  }
}
