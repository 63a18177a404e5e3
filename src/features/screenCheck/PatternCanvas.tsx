import { useEffect, useRef } from 'react';
import { patternHeight, patternOf, type PatternPart } from './pattern';
import styles from './screenCheck.module.css';

const greyOf = (grey: number): string => `rgb(${grey} ${grey} ${grey})`;

function drawPart(context: CanvasRenderingContext2D, part: PatternPart): void {
  context.fillStyle = greyOf(part.grey);
  if (part.kind === 'area') return context.fillRect(part.x, part.y, part.width, part.height);
  context.font = `600 ${part.sizePx}px sans-serif`;
  context.fillText(part.letter, part.x, part.y);
}

function draw(canvas: HTMLCanvasElement, width: number): void {
  canvas.width = width;
  canvas.height = patternHeight(width);
  // Opaque: nothing shines through it.
  const context = canvas.getContext('2d', { alpha: false });
  if (!context) return;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  for (const part of patternOf(width)) drawPart(context, part);
}

/** Below this a pattern has no room for its steps. */
const LEAST_PX = 220;

/** The test pattern as large as its place lets it be, one pixel of it on one of the screen. */
export function PatternCanvas({ label }: { readonly label: string }) {
  const place = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const [box, to] = [place.current, canvas.current];
    if (!box || !to) return undefined;
    let drawn = 0;
    const fit = () => {
      const { clientWidth, clientHeight } = box;
      const ratio = devicePixelRatio;
      const width = Math.max(LEAST_PX, Math.floor(Math.min(clientWidth, clientHeight / 0.75) * ratio));
      to.style.width = `${width / ratio}px`;
      to.style.height = `${patternHeight(width) / ratio}px`;
      if (width !== drawn) draw(to, width);
      drawn = width;
    };
    const watch = new ResizeObserver(fit);
    watch.observe(box);
    // Zoom changes how many pixels there are, not always the place.
    addEventListener('resize', fit);
    return () => {
      watch.disconnect();
      removeEventListener('resize', fit);
    };
  }, []);
  return (
    <div ref={place} className={styles['place']}>
      <canvas ref={canvas} role="img" aria-label={label} className={styles['pattern']} />
    </div>
  );
}
