import type { PaneView } from '@/imaging/pane/paneView';
import type { Spot } from './plane2d';

const SIZE_PX = 41;

/** The crosshair of the keys, as an element above the pictures: open in the middle, so that the pixel itself is seen. */
export class Crosshair {
  private element: HTMLElement | undefined;

  /** Shows it at a place of a pane, in CSS pixels, or takes it away. */
  readonly paint = (view: PaneView, spot: Spot | undefined): void => {
    if (!spot) return void (this.element?.remove(), (this.element = undefined));
    this.element ??= make();
    if (this.element.parentElement !== view.element) view.element.append(this.element);
    const [left, top] = [spot[0] - SIZE_PX / 2, spot[1] - SIZE_PX / 2];
    this.element.style.transform = `translate(${left}px, ${top}px)`;
  };
}

function make(): HTMLElement {
  const element = document.createElement('div');
  element.dataset['layer'] = 'crosshair';
  element.setAttribute('aria-hidden', 'true');
  const arm = (axis: 'x' | 'y', colour: string, wide: number) => {
    const way = axis === 'x' ? 'to right' : 'to bottom';
    const line = `linear-gradient(${way}, ${colour} 42%, transparent 42% 58%, ${colour} 58%)`;
    return axis === 'x'
      ? `${line} center / 100% ${wide}px no-repeat`
      : `${line} center / ${wide}px 100% no-repeat`;
  };
  const [bright, dark] = ['rgb(255 213 74)', 'rgb(0 0 0 / 0.8)'];
  Object.assign(element.style, {
    position: 'absolute',
    left: '0',
    top: '0',
    zIndex: '3',
    width: `${SIZE_PX}px`,
    height: `${SIZE_PX}px`,
    pointerEvents: 'none',
    background: [arm('x', bright, 1), arm('y', bright, 1), arm('x', dark, 3), arm('y', dark, 3)].join(', '),
  });
  return element;
}
