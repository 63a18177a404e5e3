import { ticksOf } from './histogram';
import styles from './chart.module.css';

export interface Axis {
  readonly from: number;
  readonly to: number;
  /** With its unit. */
  readonly label: string;
}

interface ChartProps {
  readonly across: Axis;
  readonly up: Axis;
  /** What it shows, for screen readers. */
  readonly label: string;
  /** Heights of bars side by side along the whole axis. */
  readonly bars?: readonly number[];
  /** Points of a line; undefined = a gap. */
  readonly line?: readonly (readonly [x: number, y: number] | undefined)[];
}

const NOTHING = [] as const;

/** Units of the drawing; it is scaled to the dialog. */
const WIDTH = 640;
const HEIGHT = 320;
/** Room for the largest text, on phones. */
const EDGE = { left: 92, right: 16, top: 12, bottom: 60 };

/** A small chart: bars or a line between two axes. */
export function Chart({ across, up, label, bars = NOTHING, line = NOTHING }: ChartProps) {
  const [innerWidth, innerHeight] = [WIDTH - EDGE.left - EDGE.right, HEIGHT - EDGE.top - EDGE.bottom];
  const x = (value: number) =>
    EDGE.left + ((value - across.from) / (across.to - across.from || 1)) * innerWidth;
  const y = (value: number) =>
    EDGE.top + innerHeight - ((value - up.from) / (up.to - up.from || 1)) * innerHeight;
  const bar = innerWidth / Math.max(1, bars.length);
  let isPenDown = false;
  const path = line
    .map((point) => {
      if (!point) {
        isPenDown = false;
        return '';
      }
      const step = `${isPenDown ? 'L' : 'M'}${x(point[0]).toFixed(2)} ${y(point[1]).toFixed(2)}`;
      isPenDown = true;
      return step;
    })
    .join('');
  return (
    <svg role="img" aria-label={label} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} className={styles['chart']}>
      {ticksOf(up.from, up.to, 5).map((tick) => (
        <g key={tick}>
          <line x1={EDGE.left} x2={WIDTH - EDGE.right} y1={y(tick)} y2={y(tick)} data-part="grid" />
          <text x={EDGE.left - 8} y={y(tick) + 4} textAnchor="end">
            {tickText(tick)}
          </text>
        </g>
      ))}
      {ticksOf(across.from, across.to, 6).map((tick) => (
        <g key={tick}>
          <line
            x1={x(tick)}
            x2={x(tick)}
            y1={HEIGHT - EDGE.bottom}
            y2={HEIGHT - EDGE.bottom + 5}
            data-part="axis"
          />
          <text x={x(tick)} y={HEIGHT - EDGE.bottom + 22} textAnchor="middle">
            {tickText(tick)}
          </text>
        </g>
      ))}
      {bars.map((height, i) => (
        <rect
          key={i}
          x={EDGE.left + i * bar + 0.5}
          width={Math.max(0.5, bar - 1)}
          y={y(height)}
          height={y(0) - y(height)}
        />
      ))}
      {path !== '' && <path d={path} />}
      <line
        x1={EDGE.left}
        x2={WIDTH - EDGE.right}
        y1={HEIGHT - EDGE.bottom}
        y2={HEIGHT - EDGE.bottom}
        data-part="axis"
      />
      <text x={EDGE.left + innerWidth / 2} y={HEIGHT - 6} textAnchor="middle" data-part="label">
        {across.label}
      </text>
      <text
        x={18}
        y={EDGE.top + innerHeight / 2}
        textAnchor="middle"
        transform={`rotate(-90 18 ${EDGE.top + innerHeight / 2})`}
        data-part="label"
      >
        {up.label}
      </text>
    </svg>
  );
}

/** A real minus. */
const tickText = (tick: number): string => String(tick).replace('-', '−');
