import { SVG, type NodeKeeper, type PenSheet } from './pen';

/** What is drawn anew when it is another object, or drawn in another way. */
export interface Drawable<T> {
  readonly id: string;
  readonly of: T;
  /** All that decides how it is drawn and does not stand in `of`. */
  readonly how: string;
}

interface Drawn<T> extends Drawable<T> {
  readonly groups: Readonly<Record<PenSheet, SVGElement>>;
  readonly nodes: Map<string, SVGElement>;
}

/** So many drawings that left the screen keep their nodes: who scrolls to and fro sees them again. */
const MOST_KEPT = 64;

const group = (): SVGElement => document.createElementNS(SVG, 'g');

/** The nodes of a pane's drawings: one that comes back as it was is not drawn again. */
export class DrawingNodes<T> {
  private readonly sheets: Readonly<Record<PenSheet, SVGElement>>;
  /** What was shown last comes last. */
  private readonly known = new Map<string, Drawn<T>>();
  private shown: readonly Drawn<T>[] = [];

  constructor(svg: SVGElement) {
    this.sheets = { lines: group(), labels: group() };
    svg.append(this.sheets.lines, this.sheets.labels);
  }

  get isEmpty(): boolean {
    return this.shown.length === 0;
  }

  /** Shows these, topmost last, and no others. */
  show(all: readonly Drawable<T>[], draw: (one: Drawable<T>, keeper: NodeKeeper) => void): void {
    const { shown, sheets } = this;
    const now = all.map((one) => this.drawn(one, draw));
    this.shown = now;
    const isSame = now.length === shown.length && now.every(({ groups }, i) => shown[i]?.groups === groups);
    if (!isSame)
      for (const sheet of ['lines', 'labels'] as const)
        sheets[sheet].replaceChildren(...now.map(({ groups }) => groups[sheet]));
    this.forget();
  }

  private drawn(one: Drawable<T>, draw: (one: Drawable<T>, keeper: NodeKeeper) => void): Drawn<T> {
    const before = this.known.get(one.id);
    this.known.delete(one.id);
    const isSame = before?.of === one.of && before.how === one.how;
    const { groups = { lines: group(), labels: group() }, nodes = new Map<string, SVGElement>() } =
      before ?? {};
    const drawn: Drawn<T> = isSame ? before : { ...one, groups, nodes };
    this.known.set(one.id, drawn);
    if (isSame) return drawn;
    const used = new Set<string>();
    draw(one, {
      node: (key, make, sheet) => {
        used.add(key);
        const known = nodes.get(key);
        if (known) return known;
        const made = make();
        nodes.set(key, made);
        groups[sheet].append(made);
        return made;
      },
    });
    for (const [key, node] of nodes) {
      if (used.has(key)) continue;
      node.remove();
      nodes.delete(key);
    }
    return drawn;
  }

  private forget(): void {
    const { known, shown } = this;
    for (const id of known.keys()) {
      if (known.size <= MOST_KEPT + shown.length) return;
      known.delete(id);
    }
  }
}
