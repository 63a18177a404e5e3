/** English texts: faults. What happened, what it means for the picture or list, what to do. {{name}} marks a value. */
export const faults = {
  'fault.unreachable.pane': 'What is here stays usable. It goes on by itself when the archive is back.',
  'fault.unauthorised.pane': 'It allows nobody, or not you, to see this. Sign in there, then try again.',
  'fault.not-found.pane': 'It may have been moved or deleted. Other series are not touched.',
  'fault.refused.pane':
    'It answered {{status}}. Other series are not touched. Try again, or ask who runs the archive.',
  'fault.malformed': 'This image could not be verified',
  'fault.malformed.pane': 'What the archive sent is damaged or cut short. A doubtful picture is not shown.',
  'fault.malformed.expected':
    'The archive sent {{received}} where {{expected}} was expected. A doubtful picture is not shown.',
  'fault.wrong-object': 'The archive sent another image',
  'fault.wrong-object.pane': 'It is not the one asked for, so it is not shown. Other images are not touched.',
  'fault.page': 'The archive sent a page, no data',
  'fault.page.pane':
    'A sign-in page or a proxy may stand in between. Open the archive in another tab and sign in there, then try again.',
  'fault.patient': 'The archive sent another patient’s image',
  'fault.patient.pane':
    'It names another patient than the study does, so it is not shown. Ask who runs the archive before you rely on this study.',
  'fault.patients': 'This series names two patients',
  'fault.patients.pane':
    'Whose images these are cannot be known, so none is shown. Other series are not touched. Ask who runs the archive.',
  'fault.duplicate': 'The archive describes this image twice',
  'fault.duplicate.pane':
    'The two descriptions differ, and which one is right cannot be known, so it is not shown. Other images are not touched.',
  'fault.palette': 'The colours of this image are missing',
  'fault.palette.pane':
    'The archive did not send its colour table. Wrong colours are not shown. Other images are not touched.',
  'fault.paletteTable': 'The colours of this image cannot be read',
  'fault.paletteTable.pane':
    'Its colour table is not as long, or not built, as its own description says. Wrong colours are not shown. Other images are not touched.',
  'fault.modalityLut': 'The values of this image cannot be read',
  'fault.modalityLut.pane':
    'Its table of values (Modality LUT) is not as long, or not built, as its own description says. Wrong values are not shown. Other images are not touched.',
  'fault.malformed.rows':
    'The archive sent {{receivedRows}} of {{expectedRows}} rows. Half a picture is not shown.',
  'fault.codec': 'This image cannot be shown here',
  'fault.codec.pane':
    'It is compressed in a way that cannot be decoded exactly here. Wrong grey values are not shown. Other images are not touched.',
  'fault.transferSyntax.pane':
    'It is stored in the transfer syntax {{expected}}, which is not read here. Wrong grey values are not shown. Other images are not touched.',
  'fault.limit.pane':
    'It claims {{received}} for {{attribute}}, and at most {{most}} is taken in here. Other images are not touched.',
  'fault.attribute.pane':
    'Its description makes no sense: {{attribute}} is “{{received}}”. Nothing is guessed; other images are not touched.',
  'fault.mislabelled.pane':
    'Its bytes are not in the coding that the archive names ({{expected}}). A guess is not shown; other images are not touched.',
  'fault.pixels': 'This object has no picture',
  'fault.pixels.pane': 'It describes an image, but holds no pixels. Choose another series.',
  'fault.decode': 'This image could not be decoded',
  'fault.decode.pane':
    'Its compressed data is damaged or of a kind unknown here. Other images are not touched.',
  'fault.codec-stopped.pane':
    'The decoder came to no end with it and was stopped; its data is likely damaged. Other images are not touched.',
  'fault.defect': 'Something in this viewer went wrong',
  'fault.defect.pane':
    'This is no fault of the image or the archive. Other panes go on. Try again; if it stays, reload the page and tell whoever runs it.',
  'fault.no-decoder': 'A part of the program did not come',
  'fault.no-decoder.pane':
    'It decodes images of this kind. The image itself came and is not blamed. Check the connection and try again.',
  'fault.no-engine': 'The imaging part of the program did not start',
  'fault.no-engine.pane': 'The study is not touched. Try again, or reload the page.',
  'fault.quarantined': 'No more of this series is decoded',
  'fault.quarantined.pane':
    'Three of its images stopped the decoder. What is here stays usable. Try again, or have the series checked in the archive.',
  'fault.webgl-lost': 'The graphics card stopped',
  'fault.webgl-lost.pane': 'Your view and measurements are kept. It is drawn again as soon as it is back.',
  'fault.timeout': 'This takes too long',
  'fault.timeout.pane': 'The image did not arrive or open in time. Try again; other images go on.',
  'fault.image-gone': 'The image asked for is not in the archive',
  'fault.image-gone.pane':
    'Its series does not hold it: it may have been deleted, moved, or not have arrived. No other image is shown in its place. Its UID: {{sop}}.',
  'fault.frame-gone': 'The image has no frame {{frame}}',
  'fault.frame-gone.pane':
    'Frame {{frame}} was asked for, and it has {{count}}. No other frame is shown in its place.',
  'fault.no-images': 'This series has no images',
  'fault.no-images.pane': 'It holds other objects, such as reports or contours. Choose another series.',
  'fault.unsupported': 'This object is not drawn here',
  'fault.unsupported.pane':
    'It is complete in the archive, but its kind is not drawn yet. Choose another series.',
  'fault.presentation': 'This presentation state names no image',
  'fault.presentation.pane':
    'It cannot be shown without one. Its attributes can be read in the list of tags; other series are not touched.',
} as const;
