// What pages of Internet Explorer's time ask of `navigator`, by the profile's word; the server is told the same in the request's header.

/** IE 10 and older named themselves so; IE 11 is `Netscape`, as all browsers today. */
const readAppName = (userAgent: string) => (/MSIE /.test(userAgent) ? 'Microsoft Internet Explorer' : 'Netscape');

const language = 'zh-cn';
const readers: Readonly<Record<string, (userAgent: string) => string>> = {
  userAgent: (userAgent) => userAgent,
  appVersion: (userAgent) => userAgent.replace(/^Mozilla\//, ''),
  appName: readAppName,
  cpuClass: () => 'x86',
  platform: () => 'Win32',
  browserLanguage: () => language,
  systemLanguage: () => language,
  userLanguage: () => language,
};

/**
 * @param readUserAgent asked when a script looks; undefined leaves the browser's own
 * @returns the way to take it back
 */
export function installUserAgent(readUserAgent: () => string | undefined): () => void {
  const { prototype } = Navigator;
  const before = new Map(Object.keys(readers).map((name) => [name, Object.getOwnPropertyDescriptor(prototype, name)]));
  for (const [name, write] of Object.entries(readers)) {
    const own = before.get(name)?.get;
    Object.defineProperty(prototype, name, {
      configurable: true,
      enumerable: true,
      get(this: Navigator) {
        const userAgent = readUserAgent();
        return userAgent === undefined ? own?.call(this) : write(userAgent);
      },
    });
  }
  return () => {
    for (const [name, descriptor] of before)
      if (descriptor) Object.defineProperty(prototype, name, descriptor);
      else Reflect.deleteProperty(prototype, name);
  };
}
