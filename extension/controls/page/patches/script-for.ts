// `<script for=… event=…>`: browsers run it only for window's onload. For a control's event it is kept until that comes.

export interface ScriptEvents {
  /** Runs the scripts that a page has for this event of the element with this id. */
  readonly fire: (id: string, event: string) => void;
}

function findScripts(id: string, event: string): HTMLScriptElement[] {
  const wanted = event.toLowerCase();
  return Array.from(document.getElementsByTagName('script')).filter((script) => {
    const name = (script.getAttribute('event') ?? '').toLowerCase().replace(/\(.*$/, '').trim();
    return script.getAttribute('for')?.toLowerCase() === id.toLowerCase() && name === wanted;
  });
}

/** The page's own script, run as the page's. */
function run(text: string): void {
  const script = document.createElement('script');
  script.textContent = text;
  const root = document.documentElement;
  root.appendChild(script);
  script.remove();
}

export function createScriptEvents(): ScriptEvents {
  return {
    fire(id, event) {
      for (const script of findScripts(id, event)) run(script.textContent ?? '');
    },
  };
}
