/** What fetches the texts of a language, by folder and part: 'en/first' (bundling/languages.ts). */
declare module 'virtual:texts' {
  /** Texts of one part of a language; its first part knows where the others are. */
  interface FetchedTexts {
    readonly default: Readonly<Record<string, string>>;
    readonly more?: Readonly<Record<string, () => Promise<FetchedTexts>>>;
  }
  export const fetches: Readonly<Record<string, () => Promise<FetchedTexts>>>;
}
