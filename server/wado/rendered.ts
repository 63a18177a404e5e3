import type { InstanceRow } from '../archive/readInstance';
import { HttpRefusal } from '../http/problem';
import { TooCostly, type Input, type Output, type WorkerJob } from '../work/work';

/** Pictures kept in memory, all together: a list is looked at by many. */
const KEPT_BYTES = 16 * 1024 ** 2;

/** Failures that are remembered, all objects together. */
const MOST_FAILED = 2_000;

/** Pictures of stored images, drawn beside everybody else's requests and kept while there is room. */
export class Pictures {
  private readonly work: WorkerJob;
  private readonly held = new Map<string, { readonly bytes: Uint8Array; readonly type: string }>();
  private bytes = 0;
  /** Pictures that could not be drawn of an object: neither time nor memory is spent on them again. */
  private readonly failed = new Map<string, HttpRefusal>();

  constructor(work: WorkerJob) {
    this.work = work;
  }

  /** A picture for lists and previews (PS3.18 10.4.1.1.3, 10.4.1.1.6); never for reading. */
  async retrieve(
    row: InstanceRow,
    frames: string | undefined,
    parameters: URLSearchParams,
    accept: string | undefined,
    thumbnail: boolean,
  ): Promise<Response> {
    const words = ['window', 'viewport'].flatMap((name) => {
      const value = parameters.get(name);
      return value === null ? [] : [[name, value]];
    });
    const asked = {
      path: row.path,
      headerCheck: row.headerCheck,
      frames,
      parameters: new URLSearchParams(words).toString(),
      accept,
      thumbnail,
    };
    const key = JSON.stringify([asked, row.sizeBytes]);
    const failed = this.failed.get(key);
    if (failed !== undefined) throw failed;
    const picture = this.held.get(key) ?? (await this.draw(key, asked));
    this.keep(key, picture);
    return new Response(new Uint8Array(picture.bytes), {
      headers: { 'Content-Type': picture.type, 'Cache-Control': 'no-store' },
    });
  }

  private async draw(key: string, asked: Input<'picture'>): Promise<Output<'picture'>> {
    try {
      return await this.work.do('picture', asked);
    } catch (error) {
      // What waits, or has gone for now, may be drawn at the next try.
      if (error instanceof TooCostly || (error instanceof HttpRefusal && error.status === 406)) {
        this.failed.set(key, error);
        const [oldest] = this.failed.keys();
        if (this.failed.size > MOST_FAILED && oldest !== undefined) this.failed.delete(oldest);
      }
      throw error;
    }
  }

  private keep(key: string, picture: { readonly bytes: Uint8Array; readonly type: string }): void {
    if (picture.bytes.length > KEPT_BYTES / 8) return;
    if (!this.held.delete(key)) this.bytes += picture.bytes.length;
    this.held.set(key, picture);
    for (const [oldest, one] of this.held) {
      if (this.bytes <= KEPT_BYTES) break;
      this.held.delete(oldest);
      this.bytes -= one.bytes.length;
    }
  }
}
