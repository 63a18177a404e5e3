declare module '@cornerstonejs/codec-charls' {
  const start: () => Promise<unknown>;
  export default start;
}
