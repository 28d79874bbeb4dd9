// A page file filled with values: the little of a template language that the sites' pages need.
import { readFileSync } from 'node:fs';

/** Lists and `true` open a section; a list repeats it, each entry's values before those around it. */
type PageValue = string | boolean | readonly PageValues[];
export type PageValues = { readonly [name: string]: PageValue };

const htmlEscapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => htmlEscapes[character] ?? character);
}

function readSource(file: string): string {
  const source = readFileSync(new URL(`../pages/${file}`, import.meta.url), 'utf8');
  return source.replace(/\{\{>([\w\-/.]+)\}\}\n?/g, (_, other: string) => readSource(other));
}

function fill(file: string, source: string, values: PageValues): string {
  const find = (name: string): PageValue => {
    const value = values[name];
    if (value === undefined) throw new Error(`${file} needs a value for ${name}`);
    return value;
  };
  return source.replace(
    /\{\{([#^])(\w+)\}\}([\s\S]*?)\{\{\/\2\}\}|\{\{(\w+)\}\}/g,
    (_, sign: string | undefined, section: string, inside: string, name: string) => {
      if (sign === undefined) {
        const value = find(name);
        if (typeof value !== 'string') throw new Error(`${file}: ${name} is no text`);
        return escapeHtml(value);
      }
      const value = find(section);
      if (sign === '^') return value === '' || value === false ? fill(file, inside, values) : '';
      if (typeof value === 'object') return value.map((entry) => fill(file, inside, { ...values, ...entry })).join('');
      return value === '' || value === false ? '' : fill(file, inside, values);
    },
  );
}

/**
 * The text of the page `file` (below `pages/`). `{{name}}` is the value, escaped; `{{#name}}…{{/name}}` stands for each entry of a list,
 * or once for a text that is not empty and for true; `{{^name}}…{{/name}}` stands for an empty text and for false;
 * `{{>file}}` takes in another file. A name without a value throws.
 */
export function renderPage(file: string, values: PageValues): string {
  return fill(file, readSource(file), values);
}
