import { faults } from './faults';
import { imageWarningText } from './imageWarningText';
import { kinds } from './kinds';
import { measure } from './measure';
import { measurementKinds } from './measurementKinds';
import { numbers } from './numbers';
import { presentation } from './presentation';
import { saving } from './saving';
import { share } from './share';
import { tags } from './tags';
import { viewer } from './viewer';

/** Texts of the viewer: all that stands around and on images. */
export const viewing = {
  ...faults,
  ...kinds,
  ...measure,
  ...measurementKinds,
  ...numbers,
  ...saving,
  ...presentation,
  ...share,
  ...imageWarningText,
  ...tags,
  ...viewer,
} as const;
