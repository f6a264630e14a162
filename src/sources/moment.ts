/** Which moment does a date of somebody else's mean? RFC 822, ISO 8601, SQL and front matter; without a zone it is UTC. */

/** Zones that feeds write and `Date.parse` does not know, in hours. */
const ZONES: Readonly<Record<string, string>> = {
  UTC: '+0000',
  WET: '+0000',
  BST: '+0100',
  WEST: '+0100',
  CET: '+0100',
  CEST: '+0200',
  EET: '+0200',
  EEST: '+0300',
  MSK: '+0300',
  IST: '+0530',
  JST: '+0900',
  AEST: '+1000',
};

const DATE_CHARACTERS = 64;
const ISO = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d?:\d\d(?::\d\d(?:\.\d{1,9})?)?))?\s*(Z|UTC|[+-]\d\d:?\d\d)?$/i;

/** ISO 8601 in UTC, or undefined for what is no date: empty, `0000-00-00 00:00:00`, words. */
export function parseMoment(value: unknown): string | undefined {
  if (value instanceof Date) return isoOf(value.getTime());
  if (typeof value === 'number') return isoOf(Math.abs(value) < 1e11 ? value * 1000 : value);
  if (typeof value !== 'string' || value.length > DATE_CHARACTERS) return undefined;
  const text = value.trim();
  const iso = ISO.exec(text);
  if (iso) {
    const [, day = '', time = '00:00', zone = 'Z'] = iso;
    return isoOf(Date.parse(`${day}T${time.padStart(5, '0')}${zoneOf(zone)}`));
  }
  if (!/\d{4}|\d\d:\d\d/.test(text)) return undefined;
  const named = text.replace(/\b[A-Z]{3,4}$/, (zone) => ZONES[zone] ?? zone);
  const isZoned = /(?:[+-]\d\d:?\d\d|Z|[A-Z]{1,4})(?:\s*\([^)]*\))?$/.test(named);
  return isoOf(Date.parse(isZoned ? named : `${named} UTC`));
}

function zoneOf(zone: string): string {
  if (/^[zu]/i.test(zone)) return 'Z';
  return zone.includes(':') ? zone : `${zone.slice(0, 3)}:${zone.slice(3)}`;
}

function isoOf(time: number): string | undefined {
  // Years 1–9999: what an article may have.
  return time > -62e12 && time < 253e12 ? new Date(time).toISOString() : undefined;
}
