// What the background and the question's window say to each other over their port.
import type { ControlAnswer, ControlCall } from './control-call.ts';

export const questionPortName = 'control-question';

/** Calls that need the clerk. `certificates` asks whether the site may see them. */
export type ClerkCall = Extract<
  ControlCall,
  { kind: 'certificates' | 'choose' | 'sign' | 'login' | 'change-pin' | 'generate' | 'install' }
>;

export interface ClerkQuestion {
  readonly siteId: string;
  readonly origin: string;
  readonly tabId: number;
  readonly frameId: number;
  readonly call: ClerkCall;
  /** Of `sign`: the very bytes, base64. */
  readonly bytes?: string;
  /** Hashes of the certificates that the site may see already. */
  readonly allowed: readonly string[];
  /** The page cannot wait: it gets the answer when the clerk clicks there once more, or, for what may not be done so, never. */
  readonly isLater: boolean;
}

export type WindowMessage =
  | { readonly type: 'ready'; readonly questionId: string }
  /** Keeps the background awake while the clerk reads. */
  | { readonly type: 'alive' }
  | { readonly type: 'answer'; readonly answer: ControlAnswer };
