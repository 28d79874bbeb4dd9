// Times of certificates: UTCTime and GeneralizedTime (X.690 §11.7–8, RFC 5280 §4.1.2.5), and what old CAs made of them.
import { type DerValue, malformed } from '../asn1/der.ts';

const utcTimeTag = 0x17;
const generalizedTimeTag = 0x18;
const timePattern = /^(\d{2}|\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})?(?:[.,]\d+)?(?:Z|([+-])(\d{2})(\d{2}))$/;

/**
 * The moment. Seconds may be left out and an offset may be given, as BER allows; a time without a zone is no moment.
 * @throws AppError CERTIFICATE_MALFORMED for anything that no calendar has
 */
export function readTime({ tag, content }: DerValue): Date {
  const text = Buffer.from(content).toString('latin1');
  const match = timePattern.exec(text);
  const isUtcTime = tag === utcTimeTag;
  if (!match || (!isUtcTime && tag !== generalizedTimeTag) || (match[1]?.length === 2) !== isUtcTime)
    throw malformed('time');
  const [, yearText, ...rest] = match;
  const [month = 0, day = 0, hour = 0, minute = 0, second = 0] = rest.slice(0, 5).map((part) => Number(part ?? 0));
  const [sign, offsetHours = 0, offsetMinutes = 0] = [match[7], Number(match[8] ?? 0), Number(match[9] ?? 0)];
  const year = isUtcTime ? completeYear(Number(yearText)) : Number(yearText);
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  date.setUTCHours(hour, minute, second);
  const isReal =
    date.getUTCMonth() === month - 1 && date.getUTCDate() === day && hour < 24 && minute < 60 && second < 60;
  if (!isReal || offsetHours > 23 || offsetMinutes > 59) throw malformed('time');
  const offsetMs = (offsetHours * 60 + offsetMinutes) * 60_000;
  return new Date(date.getTime() - (sign === '-' ? -offsetMs : offsetMs));
}

const completeYear = (twoDigits: number) => (twoDigits < 50 ? 2000 : 1900) + twoDigits;
