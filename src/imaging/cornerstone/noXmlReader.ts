/** Stands in for VTK's XML readers, which Cornerstone imports and this viewer never uses (vite.config.ts). */
const noXmlReader = {
  newInstance(): never {
    throw new Error('VTK XML files are not supported');
  },
};
export default noXmlReader;
