/** Its encoder is used to make frames; the package brings no types. */
declare module '@cornerstonejs/codec-openjpeg' {
  const create: (options: object) => Promise<unknown>;
  export default create;
}
