// Who started the host, as the browser says on the command line.

/**
 * Chrome passes `chrome-extension://ID/` (on Windows also `--parent-window=…`); Firefox passes the manifest's path and then the add-on id.
 * @param args the command line without program and script
 * @returns the caller as {@link allowedCallers} writes it, or null when none is named
 */
export function readCaller(args: readonly string[]): string | null {
  const [first, second] = args;
  if (first === undefined) return null;
  if (first.startsWith('chrome-extension://')) return first;
  return second ?? null;
}
