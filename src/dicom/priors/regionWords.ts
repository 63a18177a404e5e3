/** Parts of the body as studies are compared by them. */
export type BodyRegion =
  | 'head'
  | 'neck'
  | 'chest'
  | 'heart'
  | 'breast'
  | 'abdomen'
  | 'pelvis'
  | 'cSpine'
  | 'tSpine'
  | 'lSpine'
  | 'shoulder'
  | 'elbow'
  | 'hand'
  | 'hip'
  | 'knee'
  | 'foot';

/**
 * Words of descriptions for each region, one table a language, in lower case and without accents. A word of five letters and more counts
 * wherever it stands in a word of the description (Lendenwirbelsäule, Thoraxübersicht), a shorter one as a word by itself. Words of
 * several parts are looked for first, and what they cover is read no more: a thoracic spine is no chest.
 */
export const REGION_WORDS: Readonly<Record<string, Readonly<Record<BodyRegion, readonly string[]>>>> = {
  /** With the terms of Body Part Examined (PS3.16 Annex L) and their common shortenings. */
  en: {
    head: [
      'head',
      'brain',
      'skull',
      'cranial',
      'cerebral',
      'orbit',
      'sinus',
      'sinuses',
      'pituitary',
      'face',
      'facial',
      'tmj',
      'iac',
    ],
    neck: ['neck', 'larynx', 'thyroid', 'carotid', 'pharynx', 'soft tissue neck'],
    chest: [
      'chest',
      'thorax',
      'thoracic',
      'lung',
      'lungs',
      'pulmonary',
      'rib',
      'ribs',
      'sternum',
      'cxr',
      'mediastinum',
      'cap',
    ],
    heart: ['heart', 'cardiac', 'coronary', 'coronaries', 'echocardiogram'],
    breast: ['breast', 'mammo', 'mammography', 'mammogram', 'tomosynthesis'],
    abdomen: [
      'abdomen',
      'abdominal',
      'abd',
      'liver',
      'kidney',
      'kidneys',
      'renal',
      'pancreas',
      'biliary',
      'mrcp',
      'kub',
      'urogram',
      'cap',
      'abdpelv',
      'abdomenpelvis',
      'bowel',
      'spleen',
      'adrenal',
    ],
    pelvis: ['pelvis', 'pelvic', 'prostate', 'uterus', 'rectum', 'cap', 'abdpelv', 'sacrum', 'sacroiliac'],
    cSpine: ['cervical spine', 'c spine', 'cspine', 'spine'],
    tSpine: ['thoracic spine', 'dorsal spine', 't spine', 'tspine', 'spine'],
    lSpine: [
      'lumbar spine',
      'lumbosacral spine',
      'l spine',
      'lspine',
      'ls spine',
      'lumbar',
      'lsspine',
      'spine',
    ],
    shoulder: ['shoulder', 'clavicle', 'scapula', 'humerus'],
    elbow: ['elbow', 'forearm', 'radius ulna'],
    hand: ['hand', 'wrist', 'finger', 'thumb'],
    hip: ['hip', 'hips', 'femur'],
    knee: ['knee', 'patella', 'tibia', 'fibula'],
    foot: ['foot', 'feet', 'ankle', 'heel', 'calcaneus', 'toe', 'toes'],
  },
  de: {
    head: [
      'kopf',
      'schadel',
      'schaedel',
      'gehirn',
      'hirn',
      'cct',
      'cmrt',
      'nnh',
      'nasennebenhohlen',
      'hypophyse',
      'felsenbein',
      'orbita',
      'cranium',
    ],
    neck: ['hals', 'kehlkopf', 'schilddruse', 'karotis', 'halsweichteile'],
    chest: ['thorax', 'lunge', 'lungen', 'brustkorb', 'rippe', 'rippen', 'rippenthorax', 'sternum'],
    heart: ['herz', 'kardio', 'koronar', 'koronarien'],
    breast: ['mamma', 'mammografie', 'mammographie', 'brust'],
    abdomen: ['abdomen', 'oberbauch', 'bauch', 'leber', 'niere', 'nieren', 'pankreas', 'milz'],
    pelvis: ['becken', 'prostata', 'unterbauch', 'rektum', 'kreuzbein', 'iliosakral', 'isg'],
    cSpine: ['hws', 'halswirbelsaule', 'wirbelsaule'],
    tSpine: ['bws', 'brustwirbelsaule', 'wirbelsaule'],
    lSpine: ['lws', 'lendenwirbelsaule', 'wirbelsaule'],
    shoulder: ['schulter', 'oberarm', 'schlusselbein', 'schulterblatt'],
    elbow: ['ellenbogen', 'ellbogen', 'unterarm'],
    hand: ['hand', 'handgelenk', 'finger', 'daumen'],
    hip: ['hufte', 'huefte', 'huftgelenk', 'oberschenkel'],
    knee: ['knie', 'kniegelenk', 'patella', 'unterschenkel'],
    foot: ['fuss', 'sprunggelenk', 'osg', 'ferse', 'zehe', 'zehen', 'vorfuss'],
  },
};

/** Regions that stand beside each other: what one examination shows, one of the other shows the edge of. */
export const NEIGHBOURS: readonly (readonly [BodyRegion, BodyRegion])[] = [
  ['head', 'neck'],
  ['neck', 'chest'],
  ['neck', 'cSpine'],
  ['chest', 'heart'],
  ['chest', 'breast'],
  ['chest', 'abdomen'],
  ['chest', 'tSpine'],
  ['abdomen', 'pelvis'],
  ['abdomen', 'lSpine'],
  ['pelvis', 'hip'],
  ['cSpine', 'tSpine'],
  ['tSpine', 'lSpine'],
];

/** A side of the body. */
export type BodySide = 'left' | 'right' | 'both';

/** Words of sides, one table a language; each a word by itself. Single letters are none: R/O is no right, and L spine no left. */
export const SIDE_WORDS: Readonly<Record<string, Readonly<Record<BodySide, readonly string[]>>>> = {
  en: { left: ['left', 'lt'], right: ['right', 'rt'], both: ['bilateral', 'both', 'bilat'] },
  de: {
    left: ['links', 'li', 'linkes', 'linke', 'linker'],
    right: ['rechts', 're', 'rechtes', 'rechte', 'rechter'],
    both: ['beidseits', 'bds', 'beide', 'beider', 'beidseitig', 'bilateral'],
  },
};
