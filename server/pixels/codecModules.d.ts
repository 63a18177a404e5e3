declare module '@cornerstonejs/codec-charls/decodewasmjs' {
  const start: (options: object) => Promise<unknown>;
  export default start;
}
declare module '@cornerstonejs/codec-openjpeg/decodewasmjs' {
  const start: (options: object) => Promise<unknown>;
  export default start;
}
declare module '@cornerstonejs/codec-openjph/wasmjs' {
  const start: (options: object) => Promise<unknown>;
  export default start;
}
declare module '@cornerstonejs/codec-openjpeg/wasmjs' {
  const start: (options: object) => Promise<unknown>;
  export default start;
}
