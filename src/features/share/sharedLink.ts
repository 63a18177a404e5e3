export interface SharedLink {
  readonly url: string;
  /** Measurements that no longer fitted into the link. */
  readonly leftOut: number;
}
