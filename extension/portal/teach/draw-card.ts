// The card of our overlay: a question, what may be answered, and what was understood. Everything is text; a page's words are never markup.

export interface CardButton {
  readonly words: string;
  readonly press: () => void;
  readonly isPrimary?: boolean;
  /** Something is kept by it. */
  readonly isLasting?: boolean;
}

export interface Card {
  readonly title: string;
  readonly lines: readonly string[];
  readonly items?: readonly string[];
  readonly after?: string;
  readonly good?: string;
  readonly fault?: string;
  readonly note?: string;
  readonly listLabel?: string;
  readonly choices?: readonly { readonly words: string; readonly isChosen: boolean; readonly choose: () => void }[];
  readonly buttons: readonly CardButton[];
  /** Has the button heard only when a person presses it. */
  readonly guard: (button: HTMLButtonElement, wanted: CardButton) => void;
}

/** Draws the card anew and leaves the focus on what comes next. */
export function drawCard(card: HTMLElement, content: Card): void {
  const { ownerDocument: document } = card;
  const make = <Name extends keyof HTMLElementTagNameMap>(name: Name, text = '', className = '') => {
    const element = document.createElement(name);
    element.textContent = text;
    if (className) element.className = className;
    return element;
  };
  const { title, lines, items = [], after, good, fault, note, choices = [], listLabel = '', buttons, guard } = content;
  const heading = make('h2', title);
  heading.id = 'teach-heading';
  card.setAttribute('aria-labelledby', heading.id);
  const status = make('div');
  status.setAttribute('role', 'status');
  status.append(...lines.map((line, index) => make('p', line, index === 0 && lines.length > 1 ? 'soft' : '')));
  if (good) status.append(make('p', good, 'good'));
  if (fault) {
    const line = make('p', fault, 'fault');
    line.setAttribute('role', 'alert');
    status.append(line);
  }
  const list = make('ul');
  list.append(...items.map((item) => make('li', item)));
  const parts: HTMLElement[] = [heading, status, ...(items.length > 0 ? [list] : [])];
  if (after) parts.push(make('p', after));
  if (choices.length > 0) parts.push(makeSelect());
  const row = make('div', '', 'actions');
  const made = buttons.map((wanted) => {
    const button = make('button', wanted.words, wanted.isPrimary ? 'primary' : '');
    button.type = 'button';
    guard(button, wanted);
    return button;
  });
  row.append(...made);
  parts.push(row);
  if (note) parts.push(make('p', note, 'soft'));
  card.replaceChildren(...parts);
  (card.querySelector<HTMLElement>('select') ?? made[0] ?? card).focus({ preventScroll: true });

  function makeSelect(): HTMLLabelElement {
    const label = make('label', listLabel);
    const select = make('select');
    const none = make('option', '—');
    none.value = '';
    select.append(none);
    for (const [index, { words, isChosen }] of choices.entries()) {
      const option = make('option', words);
      option.value = String(index);
      option.selected = isChosen;
      select.append(option);
    }
    select.addEventListener('change', (event) => {
      if (event.isTrusted && select.value !== '') choices[Number(select.value)]?.choose();
    });
    label.append(select);
    return label;
  }
}
