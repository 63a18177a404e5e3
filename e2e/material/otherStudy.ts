import { encodeFile } from '../../server/samples/encode';
import { describeGrey16 } from '../../server/samples/study';

const CT_IMAGE = '1.2.840.10008.5.1.4.1.1.2';

/** Stores one small image of another patient under given UIDs. */
export async function storeOther(
  dicomWeb: string,
  uids: { readonly study: string; readonly series: string; readonly sop: string },
): Promise<void> {
  const file = encodeFile({
    SOPClassUID: CT_IMAGE,
    SOPInstanceUID: uids.sop,
    StudyInstanceUID: uids.study,
    SeriesInstanceUID: uids.series,
    Modality: 'CT',
    PatientName: 'CASE^OTHER',
    PatientID: 'C050',
    PatientBirthDate: '19610203',
    StudyDate: '20240201',
    StudyTime: '080000',
    SeriesNumber: 30,
    InstanceNumber: 2,
    ...describeGrey16(16, new Uint16Array(256).fill(40)),
    PixelSpacing: [1, 1],
    WindowCenter: 40,
    WindowWidth: 80,
  });
  const boundary = 'other-study';
  const body = Buffer.concat([
    Buffer.from(`--${boundary}\r\nContent-Type: application/dicom\r\n\r\n`),
    file,
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ]);
  const answer = await fetch(`${dicomWeb}/studies`, {
    method: 'POST',
    headers: { 'content-type': `multipart/related; type="application/dicom"; boundary=${boundary}` },
    body,
  });
  if (!answer.ok) throw new Error(`the image was not stored: ${answer.status}`);
}
