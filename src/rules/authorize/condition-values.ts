// Reading the values that conditions compare: numbers, moments, addresses. Each reads one text and says undefined for what it is not,
// and a comparison with what cannot be read does not hold.

/** A decimal number. */
export function readNumber(text: string): number | undefined {
  return /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/.test(text) ? Number(text) : undefined;
}

const isoForm = /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(Z|[+-]\d\d:?\d\d)?)?)?)?$/;

/** ISO 8601 in its W3C forms (four digits alone are a year) or whole seconds since 1970; as seconds since 1970. */
export function readMoment(text: string): number | undefined {
  if (/^-?\d{1,12}$/.test(text) && text.length !== 4) return Number(text);
  const found = isoForm.exec(text);
  if (found === null) return undefined;
  const [year, month, day, hour, minute, second] = found
    .slice(1, 7)
    .map((part) => (part === undefined ? undefined : Number(part)));
  if (year === undefined || (month !== undefined && (month < 1 || month > 12))) return undefined;
  if (day !== undefined && (day < 1 || day > daysInMonth(year, month ?? 1))) return undefined;
  if ((hour ?? 0) > 23 || (minute ?? 0) > 59 || (second ?? 0) > 59) return undefined;
  const days = daysSince1970(year, month ?? 1, day ?? 1);
  const fraction = found[7] === undefined ? 0 : Number(`0.${found[7]}`);
  return days * 86_400 + (hour ?? 0) * 3600 + (minute ?? 0) * 60 + (second ?? 0) + fraction - zoneSeconds(found[8]);
}

function zoneSeconds(zone: string | undefined): number {
  if (zone === undefined || zone === "Z") return 0;
  const digits = zone.slice(1).replace(":", "");
  const seconds = Number(digits.slice(0, 2)) * 3600 + Number(digits.slice(2)) * 60;
  return zone[0] === "-" ? -seconds : seconds;
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

// Days of the proleptic Gregorian calendar, counted in years that begin in March so that the leap day comes last.
function daysSince1970(year: number, month: number, day: number): number {
  const marchYear = month <= 2 ? year - 1 : year;
  const era = Math.floor(marchYear / 400);
  const yearOfEra = marchYear - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** An address as its bytes: 4 for IPv4, 16 for IPv6. */
export type Address = readonly number[];

export interface AddressRange {
  readonly address: Address;
  readonly prefixBits: number;
}

export function readAddress(text: string): Address | undefined {
  return text.includes(":") ? readIpv6(text) : readIpv4(text);
}

/** `203.0.113.0/24`, `2001:db8::/32`, or a single address. */
export function readRange(text: string): AddressRange | undefined {
  const slash = text.indexOf("/");
  const address = readAddress(slash === -1 ? text : text.slice(0, slash));
  if (address === undefined) return undefined;
  const bitsMax = address.length * 8;
  if (slash === -1) return { address, prefixBits: bitsMax };
  const bits = text.slice(slash + 1);
  return /^\d{1,3}$/.test(bits) && Number(bits) <= bitsMax ? { address, prefixBits: Number(bits) } : undefined;
}

export function isInRange(address: Address, range: AddressRange): boolean {
  if (address.length !== range.address.length) return false;
  for (let bit = 0; bit < range.prefixBits; bit += 8) {
    const byte = bit / 8;
    const left = range.prefixBits - bit;
    const mask = left >= 8 ? 0xff : (0xff << (8 - left)) & 0xff;
    if ((address[byte]! & mask) !== (range.address[byte]! & mask)) return false;
  }
  return true;
}

function readIpv4(text: string): Address | undefined {
  const parts = text.split(".");
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) <= 255)) return undefined;
  return parts.map(Number);
}

function readIpv6(text: string): Address | undefined {
  const halves = text.split("::");
  if (halves.length > 2) return undefined;
  const [head, tail] = halves.map(readGroups);
  if (head === undefined || (halves.length === 2 && tail === undefined)) return undefined;
  const missing = 16 - head.length - (tail?.length ?? 0);
  if (halves.length === 1) return missing === 0 ? head : undefined;
  return missing < 2 ? undefined : [...head, ...new Array<number>(missing).fill(0), ...(tail ?? [])];
}

function readGroups(text: string): number[] | undefined {
  if (text === "") return [];
  const bytes: number[] = [];
  for (const group of text.split(":")) {
    if (!/^[0-9a-fA-F]{1,4}$/.test(group)) return undefined;
    const value = Number.parseInt(group, 16);
    bytes.push(value >> 8, value & 0xff);
  }
  return bytes;
}
