import { encode } from 'uqr';
import styles from './qrCode.module.css';

/** Longest link whose code a phone reads from a screen: about version 25, 117 modules a side. */
export const LONGEST_QR = 1_200;
/** Empty modules around the code (ISO/IEC 18004 5.3.8). */
const QUIET = 4;

/** A link as QR code, drawn as one path: black on white, as scanners want it. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const { data, size } = encode(text, { ecc: 'L', border: 0 });
  const path = data
    .flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])))
    .join('');
  const side = size + 2 * QUIET;
  return (
    <svg
      role="img"
      aria-label={label}
      className={styles['qr']}
      viewBox={`${-QUIET} ${-QUIET} ${side} ${side}`}
      shapeRendering="crispEdges"
    >
      <rect x={-QUIET} y={-QUIET} width={side} height={side} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
