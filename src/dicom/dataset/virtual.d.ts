/** Made by vite.config.ts: a line for each attribute of PS3.6, tag and keyword without a gap ('00080005SpecificCharacterSet'). */
declare module 'virtual:dicom-names' {
  const lines: string;
  export default lines;
}
