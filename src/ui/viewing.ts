import { addIcons } from './icons';
import { VIEWING_ICONS } from './viewingIcons';

/** Imported by whatever shows images, so that its icons come with its code. */
addIcons(VIEWING_ICONS);
