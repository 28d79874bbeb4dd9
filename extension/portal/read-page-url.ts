// By which address a document is judged: its own on its site's origin. A frame that a script has filled has no address of its own.

/** @param origin of the document, which such a frame has from the one that filled it */
export function readPageUrl(document: Document, origin: string): URL {
  const { pathname, search } = new URL(document.URL);
  return new URL(document.URL.startsWith('http') ? pathname + search : '/', origin);
}
