// What the page's world knows between two calls: which controls this site has, and the certificates that the clerk lets it see.
import type { Controls } from '../../portal/controls-schema.ts';
import type { ControlAnswer, ControlCall, VisibleCertificate } from '../control-call.ts';
import { ask, tell } from './ask.ts';
import { now } from './page-tools.ts';

/** An enumeration asks anew after this time; single values come from what it found. */
const freshMs = 3_000;

export interface PageSession {
  /** Undefined where this page is none of ours. */
  readonly controls: () => Controls | undefined;
  /** Takes what the content script brings, so that nobody has to wait for it. */
  readonly learn: (controls: Controls | null) => void;
  readonly forgetCertificates: () => void;
  /** Certificates as the page may see them now; a refusal where it may not. */
  readonly certificates: () => ControlAnswer & { readonly list: readonly VisibleCertificate[] };
  readonly ask: (call: ControlCall) => ControlAnswer;
  readonly note: (name: string) => void;
}

export function createSession(): PageSession {
  let known: Controls | null | undefined;
  let seen: { at: number; list: readonly VisibleCertificate[] } | undefined;
  const noted = new Set<string>();
  return {
    controls() {
      if (known === undefined) {
        const answer = ask({ kind: 'open' });
        // Where nobody answered, the next one who asks may be luckier.
        if (!answer.ok) return undefined;
        known = answer.value as Controls | null;
      }
      return known ?? undefined;
    },
    learn: (controls) => {
      known = controls;
    },
    forgetCertificates: () => {
      seen = undefined;
    },
    certificates() {
      if (seen && now() - seen.at < freshMs) return { ok: true, value: null, list: seen.list };
      const answer = ask({ kind: 'certificates' });
      if (!answer.ok) {
        seen = undefined;
        return { ...answer, list: [] };
      }
      const list = answer.value as readonly VisibleCertificate[];
      seen = { at: now(), list };
      return { ok: true, value: null, list };
    },
    ask,
    note(name) {
      const short = name.slice(0, 120);
      if (noted.size >= 50 || noted.has(short)) return;
      noted.add(short);
      tell({ kind: 'note', names: [short] });
    },
  };
}
