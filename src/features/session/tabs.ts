/**
 * What the tabs of one browser tell each other about a sign-in. Holds no identity. `house` is the id of the identity provider,
 * as tabs of older versions know it, which must hear of a sign-out too.
 */
export type Word =
  /** Somebody is there. */
  | { readonly word: 'touched'; readonly house: string }
  | { readonly word: 'locked'; readonly house: string }
  /** Signed in again: other locked tabs need not ask once more. */
  | { readonly word: 'signed-in'; readonly house: string }
  | { readonly word: 'signed-out'; readonly house: string };

export interface Tabs {
  tell(word: Word['word']): void;
  close(): void;
}

/** The other tabs of this browser that are signed in with the same provider. */
export function openTabs(provider: string, heard: (word: Word['word']) => void): Tabs {
  const channel = new BroadcastChannel('isocenter-session');
  channel.addEventListener('message', ({ data }: MessageEvent<Word>) => {
    if (data.house === provider) heard(data.word);
  });
  return {
    tell: (word) => channel.postMessage({ word, house: provider } satisfies Word),
    close: () => channel.close(),
  };
}
