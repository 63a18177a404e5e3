/** What was noted last, by key: the oldest is forgotten beyond `most`, since a page may stay open for days. */
export class Recent<K, V> {
  private readonly most: number;
  private readonly noted = new Map<K, V>();

  constructor(most: number) {
    this.most = most;
  }

  get(key: K): V | undefined {
    return this.noted.get(key);
  }

  set(key: K, value: V): void {
    this.noted.delete(key);
    this.noted.set(key, value);
    if (this.noted.size <= this.most) return;
    for (const oldest of this.noted.keys()) {
      this.noted.delete(oldest);
      return;
    }
  }

  delete(key: K): void {
    this.noted.delete(key);
  }
}
