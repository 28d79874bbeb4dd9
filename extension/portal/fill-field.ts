// Puts a value into one of a page's own fields as if the clerk had typed it. Never into a password.
import { matchOption } from './match-option.ts';

/** Site's choices are matched by what is written on them, else by their values. */
function findOption(select: HTMLSelectElement, value: string): HTMLOptionElement | undefined {
  const options = [...select.options].filter((option) => !option.disabled);
  const index = matchOption(
    options.map(({ text }) => text),
    value,
  );
  return index === undefined ? options.find((option) => option.value === value) : options[index];
}

function announce(field: HTMLElement): void {
  // Old pages listen to change or to blur, newer ones to input.
  for (const type of ['input', 'change', 'blur']) field.dispatchEvent(new Event(type, { bubbles: type !== 'blur' }));
}

/** @returns false, and changes nothing, where the field cannot take the value */
export function fillField(field: HTMLElement, value: string): boolean {
  const isLocked = field.matches(
    ':disabled, [readonly], [type="password"], [type="hidden"], [type="file"], [role="combobox"]',
  );
  if (isLocked) return 'value' in field && field.value === value && !field.matches('[type="password"]');
  if (field.tagName === 'SELECT') {
    const select = field as HTMLSelectElement;
    const option = findOption(select, value);
    if (!option) return false;
    // By place: two entries may have one value.
    select.selectedIndex = option.index;
  } else if (field.tagName === 'INPUT' || field.tagName === 'TEXTAREA') {
    const input = field as HTMLInputElement;
    if (input.maxLength >= 0 && value.length > input.maxLength) return false;
    input.value = value;
  } else return false;
  announce(field);
  return true;
}
