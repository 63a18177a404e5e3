/** English texts of the viewer. Keys start with the screen's name; {{name}} marks a value. */
export const viewer = {
  'tool.window': 'Window',
  'tool.pan': 'Pan',
  'tool.zoom': 'Zoom',
  'tool.scroll': 'Scroll',
  'tool.length': 'Length',
  'tool.angle': 'Angle',
  'tool.bidirectional': 'Bidirectional',
  'tool.ellipse': 'Ellipse',
  'tool.rectangle': 'Rectangle',
  'tool.probe': 'Probe',
  'tool.arrow': 'Arrow with text',
} as const;
