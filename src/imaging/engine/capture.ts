import type { LayerFacts } from '@/imaging/pane/paneStore';
import { drawColourBar } from './colourBar';

/**
 * A pane as PNG in device pixels: the picture, segments and structures over it, the file's graphics, the drawings above, styles resolved, and
 * what the colours of a plane stand for.
 */
export async function capturePane(
  element: HTMLElement,
  canvas: HTMLCanvasElement,
  graphics: HTMLCanvasElement | undefined,
  layer?: LayerFacts,
): Promise<Blob> {
  const target = document.createElement('canvas');
  target.width = canvas.width;
  target.height = canvas.height;
  const context = target.getContext('2d');
  if (!context) throw new Error('no 2D canvas in this browser');
  context.drawImage(canvas, 0, 0);
  const laid = element.querySelectorAll<HTMLCanvasElement>('canvas[data-layer$="overlays"]:not([hidden])');
  for (const one of laid) context.drawImage(one, 0, 0, canvas.width, canvas.height);
  if (graphics) context.drawImage(graphics, 0, 0, canvas.width, canvas.height);
  for (const svg of element.querySelectorAll('svg'))
    context.drawImage(await toImage(svg, canvas), 0, 0, canvas.width, canvas.height);
  drawColourBar(context, layer, canvas.height, canvas.height / Math.max(1, canvas.clientHeight));
  return new Promise((resolve, reject) => {
    target.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error('the picture could not be written'))),
      'image/png',
    );
  });
}

async function toImage(svg: SVGElement, canvas: HTMLCanvasElement): Promise<HTMLImageElement> {
  const copy = svg.cloneNode(true) as SVGElement;
  copy.setAttribute('width', String(canvas.clientWidth));
  copy.setAttribute('height', String(canvas.clientHeight));
  const text = new XMLSerializer().serializeToString(copy);
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  return image;
}
