import { TEXT_PARTS } from '@/i18n/parts';
import { fetchTexts } from '@/i18n/fetchTexts';

/** Tests of single modules say texts that another part of the page would have brought. */
await Promise.all(TEXT_PARTS.map(fetchTexts));
