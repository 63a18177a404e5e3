/** What a viewer does with one file of ../shared/dicom/broken (the table of its README). */
export type Fate =
  /** The line that the archive's start says of it: mostly why it is not taken in. */
  | { readonly skipped: RegExp }
  /** Every frame is on screen, of this size; of `without` there is a sentence in its place. */
  | {
      readonly shown: readonly [columns: number, rows: number, frames: number];
      readonly without?: readonly [frame: number, sentence: RegExp];
    }
  /** No picture: a sentence in its place. */
  | { readonly says: RegExp };

/** From the embedded archive: the companion started on a copy of the folder. */
export const BROKEN: Readonly<Record<string, Fate>> = {
  'MR_truncated.dcm': { says: /63 of 64 rows/ },
  'rtplan_truncated.dcm': { says: /treatment plan/i },
  'badVR.dcm': { says: /NumberOfFrames is “1A”/ },
  'bad_sequence.dcm': { shown: [512, 512, 1] },
  'no_meta.dcm': { skipped: /does not begin as a DICOM file/ },
  'no_meta_group_length.dcm': { skipped: /without Study, Series(, SOP)? Instance UID/ },
  'meta_missing_tsyntax.dcm': { skipped: /does not name its transfer syntax/ },
  'ExplVR_LitEndNoMeta.dcm': { skipped: /does not begin as a DICOM file/ },
  'ExplVR_BigEndNoMeta.dcm': { skipped: /does not begin as a DICOM file/ },
  // The delimiter's bytes stand in SIZ, where the width belongs: OpenJPEG and GDCM refuse it, too. That they do not end
  // the frame is tested in archive/frames/part10.test.ts and server/limits.test.ts.
  'JPEG2000-embedded-sequence-delimiter.dcm': { says: /3722445056 where 256/ },
  // Only the sequence delimiter is cut off: the tenth frame is whole. MADE has one that is not.
  'emri_small_jpeg_2k_lossless_too_short.dcm': { shown: [64, 64, 10] },
  'J2K_pixelrep_mismatch.dcm': { shown: [512, 512, 1] },
  'UN_sequence.dcm': { skipped: /without Study, Series(, SOP)? Instance UID/ },
  // Opens as the text that it is.
  'reportsi_with_empty_number_tags.dcm': { says: /Simple Image Report/ },
  'empty_charset_LEI.dcm': { skipped: /without Study, Series(, SOP)? Instance UID/ },
  'priv_SQ.dcm': { skipped: /without Study, Series(, SOP)? Instance UID/ },
  // Adopted under UIDs made of its path: nothing to say.
  'nested_priv_SQ.dcm': { skipped: /^$/ },
  'DummyCTInvalidRows.dcm': { says: /Rows is “”/ },
  '2026-05-26-oob-monochrome-65535.dcm': { says: /65535 × 65535/ },
  '2026-05-26-oob-monochrome-46341.dcm': { says: /46341 × 46341/ },
  'MultiframeWindowing.dcm': { shown: [2, 2, 4] },
  'D_CLUNIE_CT1_RLE_FRAGS.dcm': { shown: [512, 512, 1] },
  'PX-Im-NewTom_Go.dcm': { says: /no picture/i },
  'DX-Im-Carestream_DRX.dcm': { says: /no picture/i },
  'MG-Im-GE_Seno_1_ForPresentation.dcm': { shown: [2, 1, 1] },
  'dwv-test_no-number-rows.dcm': { says: /Rows is “/ },
  'no-meta-length-test.dcm': { says: /no images/i },
  no_preamble_dicm_in_data: { skipped: /does not name its transfer syntax/ },
  '3gb-bulk-data-truncated': { skipped: /the file ends inside its pixel data/ },
  'non_existent_reference_rt.dcm': { says: /contours/i },
  'at_invalid.dcm': { skipped: /without Study, Series(, SOP)? Instance UID/ },
  'duplicates.dcm': { skipped: /without Study, Series(, SOP)? Instance UID/ },
  'no-header_explicit(two-pass).dcm': { skipped: /does not begin as a DICOM file/ },
  '20-wrong-transfer-syntax.dcm': { says: /not in the coding that the archive names \(JPEG-LS Lossless\)/ },
  'not-dicom.dcm': { skipped: /does not begin as a DICOM file/ },
  'empty.dcm': { skipped: /it is empty/ },
  'dicomdir/DICOMDIR-bigEnd': { skipped: /DICOMDIR/ },
  'dicomdir/DICOMDIR-empty.dcm': { skipped: /DICOMDIR/ },
  'dicomdir/DICOMDIR-implicit': { skipped: /DICOMDIR/ },
  'dicomdir/DICOMDIR-nooffset': { skipped: /DICOMDIR/ },
  'dicomdir/DICOMDIR-nopatient': { skipped: /DICOMDIR/ },
  'dicomdir/DICOMDIR-reordered': { skipped: /DICOMDIR/ },
};

/** A file made of a broken one: the last frame is cut in its middle. */
export const MADE = {
  from: 'emri_small_jpeg_2k_lossless_too_short.dcm',
  /** Other UIDs of the same length. */
  rename: ['3680043.2.1143.', '3680043.2.1144.'],
  cutBytes: 500,
  fate: { shown: [64, 64, 10], without: [10, /could not be verified/] },
} as const;

/**
 * From Orthanc, where it takes the file and shows something else than the embedded archive does. What it takes and the
 * embedded archive does not is opened, too: it is shown, or there is a sentence.
 */
export const BROKEN_BY_ORTHANC: Readonly<Record<string, Fate>> = {
  // Its metadata leave the number out, and the pixels are those of one frame.
  'badVR.dcm': { shown: [10, 10, 1] },
};
