// What the upload page's feature and our frame beside a file field say to each other, over a port of their own.

/** The only thing said by window.postMessage: it hands over the port. `channel` stands in the frame's address, too. */
export interface ConnectMessage {
  readonly type: 'shebao-assistant-connect';
  readonly channel: string;
}

export interface CheckMessage {
  readonly type: 'check';
  readonly file: File;
  /** What the page calls the material. */
  readonly label: string;
  /** Fingerprints of the files that were accepted for the other fields. */
  readonly otherFingerprints: readonly string[];
}

export type FrameMessage =
  | { readonly type: 'ready' }
  | { readonly type: 'height'; readonly heightPx: number }
  | { readonly type: 'accepted'; readonly file: File; readonly fingerprint: string }
  | { readonly type: 'refused' };
