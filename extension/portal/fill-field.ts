// Puts a value into one of a page's own fields as if the clerk had typed it. Never into a password.

/** Site's choices are matched by what is written on them: 渝北 also finds 渝北区. */
function findOption(select: HTMLSelectElement, value: string): HTMLOptionElement | undefined {
  const options = [...select.options];
  const wordOf = (option: HTMLOptionElement) => option.text.trim();
  return (
    options.find((option) => wordOf(option) === value || option.value === value) ??
    options.find(
      (option) => wordOf(option) !== '' && (wordOf(option).startsWith(value) || value.startsWith(wordOf(option))),
    )
  );
}

function announce(field: HTMLElement): void {
  // Old pages listen to change or to blur, newer ones to input.
  for (const type of ['input', 'change', 'blur']) field.dispatchEvent(new Event(type, { bubbles: type !== 'blur' }));
}

/** @returns false, and changes nothing, where the field cannot take the value */
export function fillField(field: HTMLElement, value: string): boolean {
  const isLocked = field.matches(':disabled, [readonly], [type="password"], [type="hidden"], [type="file"]');
  if (isLocked) return 'value' in field && field.value === value && !field.matches('[type="password"]');
  if (field.tagName === 'SELECT') {
    const select = field as HTMLSelectElement;
    const option = findOption(select, value);
    if (!option) return false;
    select.value = option.value;
  } else if (field.tagName === 'INPUT' || field.tagName === 'TEXTAREA') {
    const input = field as HTMLInputElement;
    if (input.maxLength >= 0 && value.length > input.maxLength) return false;
    input.value = value;
  } else return false;
  announce(field);
  return true;
}
