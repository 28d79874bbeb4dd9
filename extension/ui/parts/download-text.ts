// Saves a text where the browser puts its downloads.

/** How long a browser may take to fetch what it saves. */
const keepMs = 10_000;

/** @param type a media type, e.g. `application/json` */
export function downloadText(fileName: string, text: string, type = 'application/json'): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), keepMs);
}
