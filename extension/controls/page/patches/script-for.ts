// `<script for=… event=…>`: browsers run it only for window's onload. For an element's event it becomes a handler, for a control's
// event it is kept until that comes.

export interface ScriptEvents {
  /** Fires an event of the control with this id: its scripts, what was attached, and a handler set as a property. */
  readonly fire: (id: string, event: string) => void;
  readonly stop: () => void;
}

const readEvent = (script: Element) => (script.getAttribute('event') ?? '').toLowerCase().replace(/\(.*$/, '').trim();

/** The page's own script, run as the page's. */
function run(text: string): void {
  const script = document.createElement('script');
  script.textContent = text;
  document.documentElement.appendChild(script);
  script.remove();
}

function findTarget(name: string): EventTarget | null {
  if (name === 'document') return document;
  return name === 'window' ? window : document.getElementById(name);
}

/** @param isOn asked when the document is there */
export function createScriptEvents(isOn: () => boolean): ScriptEvents {
  const findScripts = () =>
    Array.from(document.getElementsByTagName('script')).filter((one) => one.hasAttribute('for'));
  const attached = new WeakSet<Element>();
  const attach = () => {
    const scripts = findScripts();
    if (scripts.length === 0 || !isOn()) return;
    for (const script of scripts) {
      const name = (script.getAttribute('for') ?? '').trim();
      const event = readEvent(script);
      const target = findTarget(name);
      // The browser itself runs window's onload; a control's events are fired below.
      const isOurs = target && !attached.has(script) && !(name === 'window' && event === 'onload');
      if (!isOurs || target instanceof HTMLObjectElement) continue;
      attached.add(script);
      target.addEventListener(event.replace(/^on/, ''), () => run(script.textContent ?? ''));
    }
  };
  document.addEventListener('DOMContentLoaded', attach);
  return {
    fire(id, event) {
      const wanted = event.toLowerCase();
      for (const script of findScripts())
        if (script.getAttribute('for')?.toLowerCase() === id.toLowerCase() && readEvent(script) === wanted)
          run(script.textContent ?? '');
      const element = document.getElementById(id);
      if (!element) return;
      for (const [name, handler] of Object.entries(element))
        if (name.toLowerCase() === wanted && typeof handler === 'function') handler.call(element);
      element.dispatchEvent(new Event(wanted.replace(/^on/, '')));
    },
    stop: () => document.removeEventListener('DOMContentLoaded', attach),
  };
}
