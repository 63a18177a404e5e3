/** Which frame each reader looks at, and the requests that were made for them alone. */
export class FrameLooks {
  private readonly places = new Map<object, number>();
  private readonly asked = new Map<number, AbortController>();

  /** A reader looks at a frame: a request for the one that it looked at before is stopped, unless another looks at that. */
  look(reader: object, index: number): void {
    const before = this.places.get(reader);
    this.places.set(reader, index);
    if (before !== undefined) this.giveWay(before);
  }

  /** A reader looks at no frame of the series any more. */
  leave(reader: object): void {
    const before = this.places.get(reader);
    this.places.delete(reader);
    if (before !== undefined) this.giveWay(before);
  }

  /** A request for a frame is made: what stops it. */
  ask(index: number): AbortSignal {
    const stopper = new AbortController();
    this.asked.set(index, stopper);
    return stopper.signal;
  }

  /** Somebody who is no reader waits for a frame: its request is not stopped. */
  keep(index: number): void {
    this.asked.delete(index);
  }

  /** A request came to its end: there is nothing to stop any more. */
  settled(index: number, signal: AbortSignal): void {
    if (this.asked.get(index)?.signal === signal) this.asked.delete(index);
  }

  /** Whether the newest request for a frame was stopped. */
  isStopped(index: number): boolean {
    return this.asked.get(index)?.signal.aborted === true;
  }

  private giveWay(index: number): void {
    if (![...this.places.values()].includes(index)) this.asked.get(index)?.abort();
  }
}
