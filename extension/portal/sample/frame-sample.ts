// A page as it may leave the house: how it is built and what its labels say, nothing of whom it is about.

/** A text, or tag name, attributes, and what stands in it. */
export type SampleNode = string | readonly [string, Readonly<Record<string, string>>, ...SampleNode[]];

export interface FrameSample {
  /** Without query; what looks like a number in it is masked. */
  readonly address: string;
  /** As the browser read it, e.g. GBK. */
  readonly charset: string;
  /** `BackCompat`: quirks mode. */
  readonly mode: string;
  readonly tree: SampleNode;
  readonly controls: {
    readonly classIds: readonly string[];
    readonly progIds: readonly string[];
    /** Names of members that the page's own scripts call; no values. */
    readonly members: readonly string[];
  };
  /** What scripts in the page say in alerts, as far as it is in words that all such pages have. */
  readonly alerts: readonly string[];
}
