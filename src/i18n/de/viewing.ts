import { faults } from './faults';
import { imageWarningText } from './imageWarningText';
import { hanging } from './hanging';
import { kinds } from './kinds';
import { linkedPanes } from './linkedPanes';
import { mammograms } from './mammograms';
import { measure } from './measure';
import { measurementKinds } from './measurementKinds';
import { numbers } from './numbers';
import { overlays } from './overlays';
import { planes } from './planes';
import { presentation } from './presentation';
import { priors } from './priors';
import { readingNotices } from './readingNotices';
import { saving } from './saving';
import { screenWords } from './screenWords';
import { share } from './share';
import { tags } from './tags';
import { viewer } from './viewer';

/** Texts of the viewer: all that stands around and on images. */
export const viewing = {
  ...faults,
  ...hanging,
  ...kinds,
  ...linkedPanes,
  ...mammograms,
  ...measure,
  ...measurementKinds,
  ...numbers,
  ...priors,
  ...readingNotices,
  ...saving,
  ...overlays,
  ...planes,
  ...presentation,
  ...screenWords,
  ...share,
  ...imageWarningText,
  ...tags,
  ...viewer,
} as const;
