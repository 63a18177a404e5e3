import type { CDPSession, Page } from '@playwright/test';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Fingers on the glass, as the browser sees real ones (CDP Input.dispatchTouchEvent). */
export class Touch {
  readonly #session: Promise<CDPSession>;

  constructor(page: Page) {
    this.#session = page.context().newCDPSession(page);
  }

  async #send(type: 'touchStart' | 'touchMove' | 'touchEnd', points: readonly Point[]): Promise<void> {
    const touchPoints = points.map(({ x, y }, id) => ({ x, y, id, radiusX: 4, radiusY: 4, force: 1 }));
    await (await this.#session).send('Input.dispatchTouchEvent', { type, touchPoints });
  }

  /** So many taps, one right after the other: none that waits for the way of an answer rests, and two are a double tap. */
  async tap(point: Point, times = 1): Promise<void> {
    const taps = Array.from({ length: times }, () => [
      this.#send('touchStart', [point]),
      this.#send('touchEnd', []),
    ]);
    await Promise.all(taps.flat());
  }

  /** Moves fingers along straight lines in steps. */
  async move(from: readonly Point[], to: readonly Point[], steps = 12): Promise<void> {
    const at = (step: number) =>
      from.map((start, i) => {
        const end = to[i] ?? start;
        return {
          x: start.x + ((end.x - start.x) * step) / steps,
          y: start.y + ((end.y - start.y) * step) / steps,
        };
      });
    // Together: a finger that waits for the way of an answer between them on a busy machine would rest, which is a long press.
    await Promise.all([this.#send('touchStart', from), this.#send('touchMove', at(1))]);
    for (let step = 2; step <= steps; step++) await this.#send('touchMove', at(step));
    await this.#send('touchEnd', []);
  }

  /** One finger along points, without letting go. */
  async path(points: readonly Point[]): Promise<void> {
    await this.hold(points);
    await this.lift();
  }

  /** One finger along points, then resting on the last. */
  async hold(points: readonly Point[]): Promise<void> {
    const [first, ...rest] = points;
    if (!first) return;
    const [second, ...others] = rest;
    await Promise.all([this.#send('touchStart', [first]), second && this.#send('touchMove', [second])]);
    for (const point of others) await this.#send('touchMove', [point]);
  }

  /** The finger that is down moves on along points. */
  async go(points: readonly Point[]): Promise<void> {
    for (const point of points) await this.#send('touchMove', [point]);
  }

  /** All fingers leave the glass. */
  lift(): Promise<void> {
    return this.#send('touchEnd', []);
  }

  drag(from: Point, to: Point, steps = 12): Promise<void> {
    return this.move([from], [to], steps);
  }
}
