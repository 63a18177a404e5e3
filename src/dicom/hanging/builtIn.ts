import type { BodyRegion } from '@/dicom/priors/regionWords';
import { CT_WINDOWS } from '@/dicom/transforms/ctWindows';
import type { HangingProtocol, HangingTemplate, PaneTemplate, SomeFacts, WindowPreset } from './template';

const pane = (modality: string, facts: SomeFacts, window?: WindowPreset): PaneTemplate => ({
  selector: { role: 'current', modality, facts },
  ...(window ? { window } : {}),
});

const SOFT: WindowPreset = { ...CT_WINDOWS.softTissue, curve: 'LINEAR' };
const LUNG: WindowPreset = { ...CT_WINDOWS.lung, curve: 'LINEAR' };

/** Panes in one row, or in two. */
const inRows = (
  rows: 1 | 2,
  panes: readonly PaneTemplate[],
  links?: HangingTemplate['links'],
): HangingTemplate => ({
  grid: { rows, columns: panes.length / rows },
  panes,
  ...(links ? { links } : {}),
});

const protocol = (
  id: string,
  modalities: readonly string[],
  regions: readonly BodyRegion[],
  template: HangingTemplate,
): HangingProtocol => ({ id, key: { modalities, regions, procedures: [] }, template, madeAtMs: 0 });

const joint = inRows(2, [
  pane('MR', { weighting: 'pd', plane: 'coronal' }),
  pane('MR', { weighting: 'pd', plane: 'sagittal' }),
  pane('MR', { weighting: 'pd', plane: 'axial' }),
  pane('MR', { weighting: 't1', plane: 'coronal' }),
]);
const spine = inRows(1, [
  pane('MR', { weighting: 't2', plane: 'sagittal' }),
  pane('MR', { weighting: 't1', plane: 'sagittal' }),
  pane('MR', { weighting: 't2', plane: 'axial' }),
]);
const mammogram = (laterality: 'R' | 'L', view: 'CC' | 'MLO') =>
  pane('MG', { view, laterality, use: 'original' });

const CT = { use: 'original', plane: 'axial', extent: 'many' } as const;

/** The arrangement that has steps of its own (breastSteps.ts). */
export const BREASTS_ID = 'mammography';

/** The arrangement that studies of CT and PET hang by where nobody has said how. */
export const PET_CT_ID = 'petCt';

/** What hangs where neither a reader nor the site has said how, by the region that decides; no studies are like none of them: those hang plain. */
export const BUILT_IN: readonly HangingProtocol[] = [
  protocol(
    BREASTS_ID,
    ['MG'],
    [],
    // As one looks at a person: the right breast on the left of the screen.
    inRows(2, [mammogram('R', 'CC'), mammogram('L', 'CC'), mammogram('R', 'MLO'), mammogram('L', 'MLO')]),
  ),
  protocol(
    PET_CT_ID,
    ['CT', 'PT'],
    [],
    inRows(1, [pane('CT', CT), pane('PT', { plane: 'axial', extent: 'many', correction: 'attenuation' })], {
      scroll: true,
    }),
  ),
  protocol(
    'mrBrain',
    ['MR'],
    ['head'],
    inRows(2, [
      pane('MR', { weighting: 'flair', plane: 'axial' }),
      pane('MR', { weighting: 't2', plane: 'axial' }),
      pane('MR', { weighting: 'dwi', plane: 'axial' }),
      pane('MR', { weighting: 't1', plane: 'axial' }),
    ]),
  ),
  ...(['cSpine', 'tSpine', 'lSpine'] as const).map((region) =>
    protocol(`mr-${region}`, ['MR'], [region], spine),
  ),
  ...(['shoulder', 'elbow', 'hand', 'hip', 'knee', 'foot'] as const).map((region) =>
    protocol(`mr-${region}`, ['MR'], [region], joint),
  ),
  protocol(
    'ctChest',
    ['CT'],
    ['chest'],
    inRows(1, [pane('CT', { ...CT, kernel: 'soft' }, SOFT), pane('CT', { ...CT, kernel: 'sharp' }, LUNG)], {
      scroll: true,
    }),
  ),
  ...(['abdomen', 'pelvis'] as const).map((region) =>
    protocol(
      `ct-${region}`,
      ['CT'],
      [region],
      inRows(1, [pane('CT', CT, SOFT), pane('CT', { plane: 'coronal' }, SOFT)]),
    ),
  ),
  protocol('radiographs', ['DX'], [], inRows(1, [pane('DX', {}), pane('DX', {})])),
  protocol('angiograms', ['XA'], [], inRows(1, [pane('XA', {}), pane('XA', {})])),
  protocol(
    'ultrasound',
    ['US'],
    [],
    inRows(2, [pane('US', {}), pane('US', {}), pane('US', {}), pane('US', {})]),
  ),
];
