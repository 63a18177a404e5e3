import type { Age } from '@/dicom/values/age';
import { t } from '@/i18n/t';

/** '68 y', '17 mo', '13 d'. */
export const ageText = ({ count, unit }: Age): string => t(`age.${unit}`, { count });
