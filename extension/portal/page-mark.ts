// What our scripts in one frame know of each other, in our own world of the frame, which the page cannot see.

interface PageMark {
  /** The page script is there. */
  isHere?: boolean;
  /** Takes everything of ours off the page. */
  stop?: () => void;
  /** Looks at the page anew, with what is in force now. */
  start?: () => Promise<void>;
}

const world = globalThis as { shebaoPageMark?: PageMark };
/** The same for all scripts of ours in a frame. */
export const pageMark: PageMark = world.shebaoPageMark ?? {};
world.shebaoPageMark = pageMark;
