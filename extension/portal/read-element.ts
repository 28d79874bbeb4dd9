// What stands in an element of a page, cut to a length that nothing real exceeds.

const maxLength = 200;

/** The value of a box or button, without outer blanks; '' where there is none. */
export function readValue(element: HTMLElement | undefined): string {
  return element && 'value' in element && typeof element.value === 'string'
    ? element.value.trim().slice(0, maxLength / 2)
    : '';
}

/** The text of an element, blanks as they are seen; '' where there is none. */
export function readText(element: HTMLElement | undefined): string {
  return (element?.textContent ?? '').replace(/\s+/g, ' ').trim().slice(0, maxLength);
}

/** The text of an element without the label that may stand in it: 订单号：1 is 1. */
export function readLabelled(element: HTMLElement | undefined): string {
  return readText(element).replace(/^[^\d:：]{1,12}[:：]\s*/, '');
}

/** '' where none can be made out. */
export function readOrderNumber(element: HTMLElement | undefined): string {
  return /[0-9A-Za-z-]{4,64}/.exec(readLabelled(element))?.[0] ?? '';
}
