// VBScript and showModalDialog: nothing here can run them. They are noticed, so that the clerk hears of the way that is left.

/** @param notice hears `VBScript` or `showModalDialog`, once each */
export function recogniseOldScripts(notice: (name: string) => void): void {
  const noticed = new Set<string>();
  const once = (name: string) => {
    if (!noticed.has(name)) notice(name);
    noticed.add(name);
  };
  if (!('showModalDialog' in window))
    Object.defineProperty(window, 'showModalDialog', {
      configurable: true,
      writable: true,
      enumerable: false,
      value: () => once('showModalDialog'),
    });
  const look = () => {
    const isOld = (script: HTMLScriptElement) =>
      /vbs/i.test(`${script.getAttribute('language') ?? ''} ${script.getAttribute('type') ?? ''}`);
    if (Array.from(document.getElementsByTagName('script')).some(isOld)) once('VBScript');
  };
  document.addEventListener('DOMContentLoaded', look, { once: true });
}
