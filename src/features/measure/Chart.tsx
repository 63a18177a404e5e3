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

/** Room between the axes. */
const INNER = { width: WIDTH - EDGE.left - EDGE.right, height: HEIGHT - EDGE.top - EDGE.bottom };

type Place = (value: number) => number;

/** A line as an SVG path, lifted where a point is missing. */
function pathOf(line: NonNullable<ChartProps['line']>, x: Place, y: Place): string {
  let isPenDown = false;
  return line
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
}

interface TicksProps extends Pick<ChartProps, 'across' | 'up'> {
  readonly x: Place;
  readonly y: Place;
}

const Ticks = ({ across, up, x, y }: TicksProps) => (
  <>
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
  </>
);

const AxisLabels = ({ across, up }: { readonly across: string; readonly up: string }) => (
  <>
    <text x={EDGE.left + INNER.width / 2} y={HEIGHT - 6} textAnchor="middle" data-part="label">
      {across}
    </text>
    <text
      x={18}
      y={EDGE.top + INNER.height / 2}
      textAnchor="middle"
      transform={`rotate(-90 18 ${EDGE.top + INNER.height / 2})`}
      data-part="label"
    >
      {up}
    </text>
  </>
);

/** A small chart: bars or a line between two axes. */
export function Chart({ across, up, label, bars = NOTHING, line = NOTHING }: ChartProps) {
  const x = (value: number) =>
    EDGE.left + ((value - across.from) / (across.to - across.from || 1)) * INNER.width;
  const y = (value: number) =>
    EDGE.top + INNER.height - ((value - up.from) / (up.to - up.from || 1)) * INNER.height;
  const bar = INNER.width / Math.max(1, bars.length);
  const path = pathOf(line, x, y);
  return (
    <svg role="img" aria-label={label} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} className={styles['chart']}>
      <Ticks {...{ across, up, x, y }} />
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
      <AxisLabels across={across.label} up={up.label} />
    </svg>
  );
}

/** A real minus. */
const tickText = (tick: number): string => String(tick).replace('-', '−');
