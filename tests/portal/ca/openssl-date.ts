// Dates as `openssl ca` takes them.

/** `date` in UTC as YYYYMMDDHHMMSSZ, to the second. */
export function formatOpensslDate(date: Date): string {
  return `${date
    .toISOString()
    .replace(/[-:T]/g, '')
    .replace(/\.\d+Z$/, '')}Z`;
}
