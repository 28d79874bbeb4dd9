// Stands in for the click guard where nothing is laid out: a DOM without a screen shows nobody anything. The guard itself is
// tried in real browsers (tests/hostile/page).

export function guardClicks(_signal: AbortSignal, element: HTMLElement, _host: HTMLElement, onClick: () => void): void {
  element.addEventListener('click', ({ isTrusted }) => {
    if (isTrusted) onClick();
  });
}
