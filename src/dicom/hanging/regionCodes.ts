import { text, type DicomJson } from '@/dicom/dataset/dicomJson';
import { bodyRegionsOf } from '@/dicom/priors/readDescription';
import type { BodyRegion } from '@/dicom/priors/regionWords';
import { code, HP } from './hangingTags';

interface RegionCode {
  /** SNOMED CT (PS3.16 CID 4031). */
  readonly sct: string;
  readonly meaning: string;
  /** Body Part Examined (0018,0015), PS3.16 annex L. */
  readonly bodyPart: string;
  /** Before SNOMED CT (SRT), and other codes of the same. */
  readonly others: readonly string[];
}

/** Regions of the body as they are coded. */
export const REGION_CODES: Readonly<Record<BodyRegion, RegionCode>> = {
  head: { sct: '69536005', meaning: 'Head', bodyPart: 'HEAD', others: ['T-D1100'] },
  neck: { sct: '45048000', meaning: 'Neck', bodyPart: 'NECK', others: ['T-D1600'] },
  chest: { sct: '51185008', meaning: 'Chest', bodyPart: 'CHEST', others: ['T-D3000'] },
  heart: { sct: '80891009', meaning: 'Heart', bodyPart: 'HEART', others: ['T-32000'] },
  breast: { sct: '76752008', meaning: 'Breast', bodyPart: 'BREAST', others: ['T-04000'] },
  abdomen: {
    sct: '818983003',
    meaning: 'Abdomen',
    bodyPart: 'ABDOMEN',
    others: ['113345001', 'T-D4000'],
  },
  pelvis: { sct: '12921003', meaning: 'Pelvis', bodyPart: 'PELVIS', others: ['816092008', 'T-D6000'] },
  cSpine: { sct: '122494005', meaning: 'Cervical spine', bodyPart: 'CSPINE', others: ['T-11501'] },
  tSpine: { sct: '122495006', meaning: 'Thoracic spine', bodyPart: 'TSPINE', others: ['T-11502'] },
  lSpine: { sct: '122496007', meaning: 'Lumbar spine', bodyPart: 'LSPINE', others: ['T-11503'] },
  shoulder: { sct: '16982005', meaning: 'Shoulder', bodyPart: 'SHOULDER', others: ['T-D2220'] },
  elbow: { sct: '16953009', meaning: 'Elbow joint', bodyPart: 'ELBOW', others: ['T-15430'] },
  hand: { sct: '85562004', meaning: 'Hand', bodyPart: 'HAND', others: ['T-D8700'] },
  hip: { sct: '24136001', meaning: 'Hip joint', bodyPart: 'HIP', others: ['29836001', 'T-15710', 'T-D2500'] },
  knee: { sct: '72696002', meaning: 'Knee', bodyPart: 'KNEE', others: ['T-D9200'] },
  foot: { sct: '56459004', meaning: 'Foot', bodyPart: 'FOOT', others: ['T-D9700'] },
};

const REGIONS = Object.keys(REGION_CODES) as readonly BodyRegion[];

export const regionCode = (region: BodyRegion): DicomJson => {
  const { sct, meaning } = REGION_CODES[region];
  return code(sct, 'SCT', meaning);
};

/** The region that one text names; undefined where it names none, or several. */
export function regionOfText(said: string | undefined): BodyRegion | undefined {
  const [region, other] = bodyRegionsOf([said]);
  return other === undefined ? region : undefined;
}

/** The region that a code stands for, by its value, then by its meaning. */
export function regionOfCode(item: DicomJson): BodyRegion | undefined {
  const value = text(item, HP.CodeValue);
  const known = REGIONS.find((one) => {
    const { sct, others } = REGION_CODES[one];
    return value !== undefined && (value === sct || others.includes(value));
  });
  return known ?? regionOfText(text(item, HP.CodeMeaning));
}
