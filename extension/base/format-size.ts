// The size of a file as the clerk reads it: the sites count in KB of 1024 bytes.

export function formatSize(sizeBytes: number): string {
  const kilobytes = sizeBytes / 1024;
  if (kilobytes < 1) return `${sizeBytes} B`;
  return kilobytes < 1024 ? `${Math.ceil(kilobytes)} KB` : `${(kilobytes / 1024).toFixed(1)} MB`;
}
