export const SECONDS_A_DAY = 86_400;

/** Seconds since 1970 of a clock's own time, no zone: only differences mean anything. */
export type InstantS = number;

function seconds(date: string, time: string): InstantS | undefined {
  const day = /^(\d{4})(\d{2})(\d{2})$/.exec(date.replace(/^(\d{4})\.(\d{2})\.(\d{2})$/, '$1$2$3'));
  const clock = /^(\d{2})(?:(\d{2})(?:(\d{2})(\.\d{1,6})?)?)?$/.exec(time.replaceAll(':', ''));
  if (!day || !clock) return undefined;
  const [year = 0, month = 0, dayOfMonth = 0] = day.slice(1).map(Number);
  const [hours = 0, minutes = 0, wholes = 0, fraction = 0] = clock.slice(1).map((part) => Number(part ?? 0));
  const midnight = new Date(0);
  midnight.setUTCFullYear(year, month - 1, dayOfMonth);
  const exists = midnight.getUTCMonth() === month - 1 && midnight.getUTCDate() === dayOfMonth;
  if (!exists || hours > 23 || minutes > 59 || wholes > 60) return undefined;
  return midnight.getTime() / 1000 + hours * 3600 + minutes * 60 + wholes + fraction;
}

/** The instant of a DA and a TM value (PS3.5 6.2; ACR-NEMA forms are borne); undefined when there is none. */
export const instantOf = (date: string | undefined, time: string | undefined): InstantS | undefined =>
  date === undefined || time === undefined ? undefined : seconds(date.trim(), time.trim());

const OFFSET = /([+-])(\d{2})(\d{2})$/;
const offsetS = (text: string | undefined): number | undefined => {
  const match = OFFSET.exec(text?.trim() ?? '');
  if (!match) return undefined;
  const size = Number(match[2]) * 3600 + Number(match[3]) * 60;
  return match[1] === '-' ? -size : size;
};

/**
 * The instant of a DT value (PS3.5 6.2) on the clock of the object, whose offset from UTC (0008,0201) may be given. A DT
 * without a time of day is none; an offset counts only where both are known.
 */
export function instantOfDateTime(value: string | undefined, zone?: string): InstantS | undefined {
  const sent = value?.trim() ?? '';
  const bare = sent.replace(OFFSET, '');
  const instant = bare.length > 8 ? seconds(bare.slice(0, 8), bare.slice(8)) : undefined;
  const [own, objects] = [offsetS(sent), offsetS(zone)];
  if (instant === undefined || own === undefined || objects === undefined) return instant;
  return instant - own + objects;
}
