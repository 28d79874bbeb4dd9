// How a profile says where a part of a page stands when nobody knows the page: by the words beside it.

/**
 * `text`, `password`, `select`, `file`: a box with that label (`text` is any box that takes typed text). `button`: what is
 * clicked and stays; `link`: what is clicked, wherever it leads. `value`: text with that label. `label`: the label itself.
 * `heading`: text that says what the page is about and labels nothing. `group`: the smallest element in which all the words stand.
 */
export const wordKinds = [
  'text',
  'password',
  'select',
  'file',
  'button',
  'link',
  'value',
  'label',
  'heading',
  'group',
] as const;
type WordKind = (typeof wordKinds)[number];

export interface WordLocator {
  readonly kind: WordKind;
  /** Best first; inside one entry, words that are as good as each other are separated by `|`. */
  readonly words: string[];
  /** Headings below which it stands, where the page has such headings. */
  readonly under?: string[] | undefined;
  /** Name of a field that stands before it. */
  readonly after?: string | undefined;
  /** What is beside one of these, with no box near, is an entry of a menu and leads to the page instead of doing its work. */
  readonly notBeside?: string[] | undefined;
  /** Words of buttons with which its form would end: what stands behind one of them and behind `after` is none of the form's. */
  readonly notBehind?: string[] | undefined;
  /** Regular expressions, one of which the text of a `value` fits: needed where nothing labels it. */
  readonly patterns?: string[] | undefined;
}

export type Locator = string | WordLocator;

/** Something that tells a page, or tells that it is another one. */
export interface WordMarker extends WordLocator {
  /** 0: must not be there. Left out: must. */
  readonly count?: 0 | undefined;
}
