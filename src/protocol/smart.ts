import { isEmbedOrigin } from './embedOrigin';

/** Whether a text is an address to which codes and tokens may go: https, or http on this machine alone, by an exact origin, without a name in it. */
export function isSafeAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { origin, username, password } = new URL(text);
  return isEmbedOrigin(origin) && username === '' && password === '' && !/[#\\\s]/.test(text);
}

/** Whether a text is the address of an EHR's FHIR server as SMART launches name it (`iss`): no query, and with or without the slash at its end. */
export const isFhirBase = (text: string): boolean =>
  text.length <= 400 &&
  isSafeAddress(text) &&
  !/[?,;'"]/.test(text) &&
  [text, `${text}/`].includes(new URL(text).href);

/** Whether a text is an origin that such an EHR may have its token endpoint at. It goes into a header as it is. */
export const isEhrOrigin = (text: string): boolean => isFhirBase(text) && new URL(text).origin === text;

/** How many EHRs, and origins of each beside its own, may be named. */
export const MOST_EHRS = 20;
export const MOST_EHR_ORIGINS = 5;

/** What an EHR is asked for, where the settings say nothing: who launched, and to read the study and the patient that it has open. */
export const USUAL_SMART_SCOPE = 'launch openid fhirUser patient/ImagingStudy.rs patient/Patient.r';
