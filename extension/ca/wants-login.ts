// Whether an answer that is no answer sends its reader to the login, as sites do whose sessions ran out.

/** A redirect that was not followed: to a login, or to somebody in the middle; either way only the clerk can go there. */
export function isTurnedAway({ type, status }: Pick<Response, 'type' | 'status'>): boolean {
  return type === 'opaqueredirect' || status === 401 || (status >= 300 && status < 400);
}

/** A login page in the answer's place, or a page that only leads to one by script. */
export function readsLikeLogin(text: string): boolean {
  if (!/^\s*(?:<!--[\s\S]*?-->\s*)?</.test(text)) return false;
  const hasPasswordBox = /<input[^>]+type\s*=\s*["']?password/i.test(text);
  const leadsAway = /location(?:\.href|\.replace\s*\(|\s*=)/i.test(text);
  return (
    hasPasswordBox ||
    (leadsAway && /请.{0,4}登[录陆]|重新登[录陆]|登[录陆]超时|未登[录陆]|尚未登[录陆]|login/i.test(text))
  );
}
