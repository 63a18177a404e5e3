/** What the page says before any of its code is here: written into index.html as it is built (bundling/bootTexts.ts). */
export const boot = {
  'boot.wait': 'Isocenter is on its way.',
  'boot.late': 'This takes long. Nothing was changed. Check the connection, or reload the page.',
  'boot.fault':
    'Isocenter could not be loaded. Nothing was changed. Check the connection, then reload the page.',
  'boot.noScript': 'Isocenter shows images with JavaScript. Allow it for this page, then reload.',
} as const;
