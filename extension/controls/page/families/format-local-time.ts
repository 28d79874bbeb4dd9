// Dates as controls write them for pages: in the clerk's time.

const two = (value: number) => String(value).padStart(2, '0');

/** `2026-11-26 08:30:00`. */
export function formatLocalTime(date: Date): string {
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}

/** `20261126083000`. */
export const formatCompactTime = (date: Date): string => formatLocalTime(date).replace(/\D/g, '');
