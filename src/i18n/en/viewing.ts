import { faults } from './faults';
import { kinds } from './kinds';
import { measure } from './measure';
import { numbers } from './numbers';
import { presentation } from './presentation';
import { saving } from './saving';
import { share } from './share';
import { signs } from './signs';
import { tags } from './tags';
import { viewer } from './viewer';

/** Texts of the viewer: all that stands around and on images. */
export const viewing = {
  ...faults,
  ...kinds,
  ...measure,
  ...numbers,
  ...saving,
  ...presentation,
  ...share,
  ...signs,
  ...tags,
  ...viewer,
} as const;
