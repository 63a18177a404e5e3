import { AsyncLocalStorage } from 'node:async_hooks';

/** For whom something is done: one person, the guests of one share, or a network address. */
export interface Caller {
  readonly name: string;
  /** Nobody of the site: has places of a part only, so that the site always has some. */
  readonly isGuest: boolean;
}

/** What is done for nobody's request. */
const HOUSE: Caller = { name: '', isGuest: false };

/** For whom the request under way is answered, wherever on its way it needs a thread or a connection. */
export class Callers {
  private readonly running = new AsyncLocalStorage<Caller>();

  run<T>(caller: Caller, what: () => T): T {
    return this.running.run(caller, what);
  }

  readonly now = (): Caller => this.running.getStore() ?? HOUSE;
}
