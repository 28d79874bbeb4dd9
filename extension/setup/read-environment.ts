// On what we run, as far as words differ by it: instructions for Windows are no use on a Mac.

export interface Environment {
  readonly system: 'windows' | 'macos' | 'linux' | 'other';
  readonly browser: 'chrome' | 'edge' | 'firefox';
}

/** @param userAgent `navigator.userAgent`; 360 and QQ name themselves Chrome and work alike */
export function readEnvironment(userAgent: string = navigator.userAgent): Environment {
  const system = /Windows/.test(userAgent)
    ? 'windows'
    : /Macintosh|Mac OS/.test(userAgent)
      ? 'macos'
      : /Linux|X11/.test(userAgent)
        ? 'linux'
        : 'other';
  const browser = /Firefox\//.test(userAgent) ? 'firefox' : /Edg\//.test(userAgent) ? 'edge' : 'chrome';
  return { system, browser };
}
