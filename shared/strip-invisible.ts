// Takes out of a text what nobody sees: marks that come along when a number or name is copied from a chat, a PDF or a web page.

/**
 * Default_Ignorable_Code_Point (Unicode, DerivedCoreProperties): directional marks and isolates, zero-width spaces and joiners,
 * the byte order mark, soft hyphens, variation selectors, tags. With them the marks that frame or stand for an object (U+FFF9–C).
 */
const invisible = /[\p{Default_Ignorable_Code_Point}\ufff9-\ufffc]/gu;

/** The same text without invisible marks. White space stays. */
export function stripInvisible(text: string): string {
  return text.replace(invisible, '');
}
