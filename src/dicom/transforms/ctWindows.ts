/** Windows of CT in Hounsfield units, as usual in clinical reading. Liver suits plain and contrast phases alike: -20 to 140 HU. */
export const CT_WINDOWS = {
  softTissue: { centre: 40, width: 400 },
  lung: { centre: -600, width: 1500 },
  bone: { centre: 300, width: 1500 },
  mediastinum: { centre: 50, width: 350 },
  liver: { centre: 60, width: 160 },
  brain: { centre: 40, width: 80 },
} as const;
