/** What fetches the texts of a language, by folder and part: 'en/first' (bundling/languages.ts). */
declare module 'virtual:texts' {
  export const fetches: Readonly<
    Record<string, () => Promise<{ readonly default: Readonly<Record<string, string>> }>>
  >;
}
