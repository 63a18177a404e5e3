import { viewing } from './en/viewing';
import { addTexts } from './t';

/** Imported by whatever speaks of images, so that its texts come with its code. */
addTexts(viewing);
