// A click on an element of ours counts only if the clerk could see what was clicked: for a moment before it, the element was
// visible, opaque, uncovered and in its place. A page may stretch, hide or cover what it did not make.
import { isPlainlyVisible } from './is-plainly-visible.ts';

/** Longer than a page needs to take its own things away under a finger that is already pressing. */
const momentMs = 400;
const sampleMs = 100;

/** Set on our host element while a click would count. */
const readyAttribute = 'data-shebao-ready';

/** Chromium tells by what it painted, frames around us included (Intersection Observer v2); others only where it stands. */
function observeVisibility(signal: AbortSignal, element: Element): () => boolean {
  const knows = 'isVisible' in IntersectionObserverEntry.prototype;
  let isSeen = false;
  const options = { threshold: [0, 0.99], ...(knows ? { trackVisibility: true, delay: 100 } : {}) };
  const observer = new IntersectionObserver((entries) => {
    const entry = entries.at(-1) as (IntersectionObserverEntry & { readonly isVisible?: boolean }) | undefined;
    isSeen = entry !== undefined && entry.intersectionRatio >= 0.99 && (!knows || entry.isVisible === true);
  }, options);
  observer.observe(element);
  signal.addEventListener('abort', () => observer.disconnect());
  return () => isSeen;
}

const describePlace = (element: Element) => {
  const { x, y, width, height } = element.getBoundingClientRect();
  return [x, y, width, height].map(Math.round).join();
};

/** @param element of ours, the clickable one @param host in whose shadow it stands */
export function guardClicks(signal: AbortSignal, element: HTMLElement, host: HTMLElement, onClick: () => void): void {
  const isObserved = observeVisibility(signal, element);
  let place = '';
  let seenSince: number | undefined;

  function sample(): void {
    const now = isObserved() && isPlainlyVisible(element, host) ? describePlace(element) : '';
    if (now === '' || now !== place) seenSince = now === '' ? undefined : performance.now();
    place = now;
    const isReady = seenSince !== undefined && performance.now() - seenSince >= momentMs;
    if (isReady !== host.hasAttribute(readyAttribute)) host.toggleAttribute(readyAttribute, isReady);
  }

  const timer = setInterval(sample, sampleMs);
  signal.addEventListener('abort', () => clearInterval(timer));
  element.addEventListener('click', (event) => {
    // A script's click is no click.
    if (!event.isTrusted) return;
    const before = seenSince;
    sample();
    if (before !== undefined && seenSince === before && performance.now() - before >= momentMs) onClick();
  });
}
