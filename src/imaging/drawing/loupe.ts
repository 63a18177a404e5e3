import type { Spot } from './plane2d';

const SIZE_PX = 128;
const MAGNIFIED = 2.5;
/** From the finger to the middle of the loupe. */
const ABOVE_PX = 108;

/** Shows what a finger hides, magnified, above it; the cross marks the point itself. */
export class Loupe {
  private readonly host: HTMLElement;
  private canvas: HTMLCanvasElement | undefined;

  constructor(host: HTMLElement) {
    this.host = host;
  }

  /** `layers` fill the pane, from the lowest up; `at` in CSS pixels of the pane. */
  show(layers: readonly HTMLCanvasElement[], [x, y]: Spot): void {
    const canvas = this.made();
    const { clientWidth: width, clientHeight: height } = this.host;
    const ratio = window.devicePixelRatio || 1;
    const side = Math.round(SIZE_PX * ratio);
    if (canvas.width !== side) Object.assign(canvas, { width: side, height: side });
    const context = canvas.getContext('2d');
    if (!context || width === 0) return;
    context.fillStyle = 'black';
    context.fillRect(0, 0, side, side);
    const seen = SIZE_PX / MAGNIFIED;
    for (const layer of layers) {
      const [sx, sy] = [layer.width / width, layer.height / height];
      const from = [(x - seen / 2) * sx, (y - seen / 2) * sy, seen * sx, seen * sy] as const;
      context.drawImage(layer, ...from, 0, 0, side, side);
    }
    for (const [colour, wide] of [
      ['rgb(0 0 0 / 0.8)', 3],
      ['rgb(255 213 74)', 1.2],
    ] as const) {
      context.strokeStyle = colour;
      context.lineWidth = wide * ratio;
      context.beginPath();
      for (const [from, to] of [
        [0.12, 0.46],
        [0.54, 0.88],
      ] as const) {
        context.moveTo(from * side, side / 2);
        context.lineTo(to * side, side / 2);
        context.moveTo(side / 2, from * side);
        context.lineTo(side / 2, to * side);
      }
      context.stroke();
    }
    // Where there is no room above, it stands at the side that has room.
    const isHigh = y - ABOVE_PX - SIZE_PX / 2 < 0;
    const left = isHigh ? (x > width / 2 ? x - ABOVE_PX : x + ABOVE_PX) : x;
    const top = isHigh ? Math.max(SIZE_PX / 2, y - ABOVE_PX / 2) : y - ABOVE_PX;
    const keep = Math.min(Math.max(left, SIZE_PX / 2), width - SIZE_PX / 2);
    canvas.style.transform = `translate(${keep - SIZE_PX / 2}px, ${top - SIZE_PX / 2}px)`;
    canvas.hidden = false;
  }

  hide(): void {
    if (this.canvas) this.canvas.hidden = true;
  }

  private made(): HTMLCanvasElement {
    if (this.canvas) return this.canvas;
    const canvas = document.createElement('canvas');
    canvas.dataset['layer'] = 'loupe';
    canvas.setAttribute('aria-hidden', 'true');
    Object.assign(canvas.style, {
      position: 'absolute',
      left: '0',
      top: '0',
      zIndex: '3',
      width: `${SIZE_PX}px`,
      height: `${SIZE_PX}px`,
      borderRadius: '50%',
      border: '2px solid rgb(255 255 255 / 0.85)',
      boxShadow: '0 2px 12px rgb(0 0 0 / 0.7)',
      boxSizing: 'border-box',
      pointerEvents: 'none',
    });
    this.host.append(canvas);
    this.canvas = canvas;
    return canvas;
  }
}
