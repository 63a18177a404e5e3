import type { CodedConcept } from '@/dicom/dataset/coded';

const code =
  (scheme: string) =>
  (value: string, meaning: string): CodedConcept => ({ value, scheme, meaning });
const dcm = code('DCM');
const sct = code('SCT');

/** The scheme of concepts for which no standard code is known here, as PS3.3 8.2 asks: 99 and a local name. */
export const OWN_SCHEME = '99ISOCENTER';
export const own = code(OWN_SCHEME);

/** Concepts of the templates written here (PS3.16 TID 1500 and below, TID 2010). */
export const CODES = {
  report: dcm('126000', 'Imaging Measurement Report'),
  language: dcm('121049', 'Language of Content Item and Descendants'),
  english: code('RFC5646')('en', 'English'),
  observerType: dcm('121005', 'Observer Type'),
  person: dcm('121006', 'Person'),
  device: dcm('121007', 'Device'),
  observerName: dcm('121008', 'Person Observer Name'),
  login: dcm('128774', "Person Observer's Login Name"),
  deviceUid: dcm('121012', 'Device Observer UID'),
  deviceName: dcm('121013', 'Device Observer Name'),
  deviceMaker: dcm('121014', 'Device Observer Manufacturer'),
  procedure: dcm('121058', 'Procedure reported'),
  unknown: sct('261665006', 'Unknown'),
  imageLibrary: dcm('111028', 'Image Library'),
  imageLibraryGroup: dcm('126200', 'Image Library Group'),
  measurements: dcm('126010', 'Imaging Measurements'),
  group: dcm('125007', 'Measurement Group'),
  tracking: dcm('112039', 'Tracking Identifier'),
  trackingUid: dcm('112040', 'Tracking Unique Identifier'),
  shortLabel: dcm('125309', 'Short Label'),
  finding: dcm('121071', 'Finding'),
  site: sct('363698007', 'Finding Site'),
  laterality: sct('272741003', 'Laterality'),
  method: sct('370129005', 'Measurement Method'),
  region: dcm('111030', 'Image Region'),
  referencePoints: dcm('122438', 'Reference Points'),
  sourceImage: dcm('121324', 'Source image'),
  derivation: dcm('121401', 'Derivation'),
  ofInterest: dcm('113000', 'Of Interest'),
  keyDescription: dcm('113012', 'Key Object Description'),
} as const;

/** Concepts of numbers and how they are derived. */
export const QUANTITIES = {
  length: sct('410668003', 'Length'),
  width: sct('103355008', 'Width'),
  longAxis: sct('103339001', 'Long axis'),
  shortAxis: sct('103340004', 'Short axis'),
  angle: sct('1483009', 'Angle'),
  cobb: sct('285285000', 'Cobb angle'),
  area: sct('42798000', 'Area'),
  perimeter: sct('131191004', 'Perimeter'),
  ratio: sct('118586006', 'Ratio'),
  diameter: sct('81827009', 'Diameter'),
  depth: sct('131197000', 'Depth'),
  attenuation: dcm('112031', 'Attenuation Coefficient'),
  signal: dcm('110852', 'MR signal intensity'),
  suvBw: dcm('126401', 'SUVbw'),
  suvLbm: dcm('126402', 'SUVlbm'),
  suvBsa: dcm('126403', 'SUVbsa'),
  suvIbw: dcm('126404', 'SUVibw'),
  mean: sct('373098007', 'Mean'),
  sd: sct('386136009', 'Standard Deviation'),
  min: sct('255605001', 'Minimum'),
  max: sct('56851009', 'Maximum'),
} as const;
