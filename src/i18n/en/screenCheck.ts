/** English texts: the page that checks a screen. Loaded with it. */
export const screenCheck = {
  'screen.title': 'Check this screen',
  'screen.back': 'To the worklist',
  'screen.of': 'This screen: {{width}} × {{height}}, scale {{ratio}}',
  'screen.pattern':
    'Test pattern: steps of grey, squares in black and in white, fine lines, letters of falling contrast, all greys, a frame',
  'screen.fill': 'Fill the screen',
  'screen.leave': 'Leave full screen',
  'screen.howToLeave': 'Escape, or a press on the pattern, leaves full screen.',
  'screen.questions': 'Look from where you read, in the light in which you read.',
  'screen.yes': 'Yes',
  'screen.no': 'No',
  'screen.ask.ends': 'Can the grey square inside the black one be seen, and that inside the white one?',
  'screen.ask.steps': 'Can all 18 steps of grey at the top be told apart?',
  'screen.ask.lines': 'Are the fine lines in the middle and in the corners sharp and even, without bands?',
  'screen.ask.letters': 'Can at least A to E be read on each of the three grounds?',
  'screen.ask.ramp': 'Does the ramp at the bottom go from black to white without colour or bands?',
  'screen.ask.frame': 'Is the thin white frame whole on all four sides?',
  'screen.advice.ends':
    'Dark or bright parts of pictures are lost. Set brightness and contrast of the screen, and keep light from falling on it.',
  'screen.advice.steps': 'Greys run together. Take the screen’s own modes, such as film or game, off.',
  'screen.advice.lines':
    'Pixels are resampled. Set the browser’s zoom to 100 %, and the system’s resolution to that of the screen.',
  'screen.advice.letters': 'Faint findings can be missed. Use another screen for reading.',
  'screen.advice.ramp': 'The screen has fewer greys than pictures. Turn night colours and HDR off.',
  'screen.advice.frame': 'The edge of the screen is cut. Turn overscan off.',
  'screen.warn.ratio':
    'One pixel of the page takes {{ratio}} of the screen, so lines can be uneven. Set the browser’s zoom and the scaling of the system to a whole number.',
  'screen.warn.colours': 'The system puts its own colours in place of those of pages.',
  'screen.warn.contrast': 'The system raises contrast or inverts colours. Pictures may be changed with it.',
  'screen.warn.bits': 'This screen shows fewer than 256 greys.',
  'screen.warn.hdr':
    'This screen can show HDR. Where it is on, the system may change the brightness of pictures.',
  'screen.unseen': 'Not looked at yet.',
  'screen.left_one': '{{count}} question left',
  'screen.left_other': '{{count}} questions left',
  'screen.right': 'Looks right · {{at}} · not measured',
  'screen.wrong': 'Does not look right · {{at}} · do not read on this screen before it is mended',
  'screen.notKept': 'This browser does not keep it.',
  'screen.honest':
    'This is what eyes can see, no quality control. A browser cannot measure luminance, the greyscale standard display function (DICOM PS3.14), ambient light or night colours. For primary reading use a calibrated screen.',
} as const;
