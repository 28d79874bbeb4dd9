// Puts values into a message as the browsers' i18n.getMessage does; a test compares both over every message we have.

export interface Message {
  readonly message: string;
  readonly placeholders?: Readonly<Record<string, { readonly content: string }>>;
}

/** Named placeholders (`$unit$`) stand for their content, in which `$1` to `$9` stand for the values; what is missing is empty. */
export function fillMessage({ message, placeholders = {} }: Message, values: readonly string[]): string {
  const content = new Map(Object.entries(placeholders).map(([name, { content }]) => [name.toLowerCase(), content]));
  const named = message.replace(/\$(\w+)\$/g, (whole, name: string) => content.get(name.toLowerCase()) ?? whole);
  // In one pass: what a value says is never looked into.
  return named.replace(/\$(\d)/g, (_, digit: string) => values[Number(digit) - 1] ?? '');
}
