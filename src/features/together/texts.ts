import { together } from '@/i18n/en/together';
import { addTexts } from '@/i18n/t';

addTexts(together);
