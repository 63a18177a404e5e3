import type { CodedConcept } from '@/dicom/dataset/coded';

/** What findings and sites can be chosen from. */
export interface FindingLists {
  readonly findings: readonly CodedConcept[];
  readonly sites: readonly CodedConcept[];
}

const sct = (value: string, meaning: string): CodedConcept => ({ value, scheme: 'SCT', meaning });
const dcm = (value: string, meaning: string): CodedConcept => ({ value, scheme: 'DCM', meaning });

/**
 * The lists of a site that names none of its own: codes as PS3.16 has them, in CID 6102, 6335, 7151, 7159 (findings), 4031
 * and 7151 (sites).
 */
export const COMMON_FINDINGS: FindingLists = {
  findings: [
    sct('27925004', 'Nodule'),
    sct('4147007', 'Mass'),
    sct('52988006', 'Lesion'),
    sct('367643001', 'Cyst'),
    sct('30746006', 'Lymphadenopathy'),
    sct('372087000', 'Neoplasm, Primary'),
    sct('14799000', 'Neoplasm, Secondary'),
    sct('128462008', 'Metastasis'),
    sct('400210000', 'Hemangioma'),
    sct('18115005', 'Pathologic calcification'),
    dcm('112120', 'Ground glass opacity'),
    sct('40779009', 'Plate-like atelectasis'),
    sct('60046008', 'Pleural effusion'),
    sct('36118008', 'Pneumothorax'),
    sct('44132006', 'Abscess'),
    sct('79654002', 'Edema'),
    sct('50960005', 'Hemorrhage'),
    sct('35566002', 'Hematoma'),
    sct('85659009', 'Aneurysm'),
    sct('710864009', 'Arterial dissection'),
    sct('415582006', 'Stenosis'),
    sct('396339007', 'Thrombus'),
    sct('55584005', 'Embolus'),
    sct('112674009', 'Fibrosis'),
    sct('12402003', 'Scar tissue'),
    sct('6574001', 'Necrosis'),
    sct('56208002', 'Ulcer'),
  ],
  sites: [
    sct('12738006', 'Brain'),
    sct('45048000', 'Neck'),
    sct('69748006', 'Thyroid'),
    sct('76752008', 'Breast'),
    sct('39607008', 'Lung'),
    sct('45653009', 'Upper lobe of lung'),
    sct('72481006', 'Middle lobe of right lung'),
    sct('90572001', 'Lower lobe of lung'),
    sct('3120008', 'Pleura'),
    sct('72410000', 'Mediastinum'),
    sct('80891009', 'Heart'),
    sct('15825003', 'Aorta'),
    sct('10200004', 'Liver'),
    sct('28231008', 'Gallbladder'),
    sct('15776009', 'Pancreas'),
    sct('78961009', 'Spleen'),
    sct('23451007', 'Adrenal gland'),
    sct('64033007', 'Kidney'),
    sct('69695003', 'Stomach'),
    sct('14742008', 'Large intestine'),
    sct('89837001', 'Bladder'),
    sct('41216001', 'Prostate'),
    sct('35039007', 'Uterus'),
    sct('15497006', 'Ovary'),
    sct('59441001', 'Lymph node'),
    sct('421060004', 'Spine'),
    sct('272673000', 'Bone'),
    sct('818981001', 'Abdomen'),
    sct('816092008', 'Pelvis'),
  ],
};

/** PS3.16 CID 244 Laterality. */
export const LATERALITIES = [
  sct('7771000', 'Left'),
  sct('24028007', 'Right'),
  sct('51440002', 'Bilateral'),
] as const;
