// Which name of a browser a page and its server are told.
import type { Controls } from '../portal/controls-schema.ts';

/** Undefined leaves the browser's own. */
export const findUserAgent = (controls: Controls | undefined, path: string): string | undefined =>
  controls?.userAgents?.find((rule) => path.startsWith(rule.path))?.value;
