/** Cornerstone paints after each of its setters; what belongs together is painted once, by whoever asked, after them. */
export function quietly(viewport: { render(): void }, set: () => void): void {
  viewport.render = () => undefined;
  try {
    set();
  } finally {
    Reflect.deleteProperty(viewport, 'render');
  }
}
