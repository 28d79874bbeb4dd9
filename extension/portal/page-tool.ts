// What page-tool.js offers to our own pages, which call it by scripting.executeScript.
import type { PageLook } from './look-at-page.ts';
import type { SiteProfile } from './profile.ts';
import type { FrameSample } from './sample/frame-sample.ts';

export interface PageTool {
  /** What the frame's document is, by profiles whose sites it need not be on. */
  readonly look: (profiles: readonly SiteProfile[]) => PageLook;
  /** Opens the overlay. False where there is one already, or the site is none of ours. */
  readonly teach: (kind: string) => Promise<boolean>;
  readonly sample: () => FrameSample;
}
