// What every family of controls works with.
import type { ControlRule } from '../../../portal/controls-schema.ts';
import type { ControlAnswer, ControlCall, ControlRefusal, VisibleCertificate } from '../../control-call.ts';
import type { Collection, Control } from '../make-control.ts';

export interface FamilyTools {
  readonly rule: ControlRule;
  /** Certificates that the clerk lets this site see; asks where nothing was allowed yet. A refusal is told by `why`. */
  readonly certificates: () => { readonly list: readonly VisibleCertificate[]; readonly why?: ControlRefusal };
  readonly ask: (call: ControlCall) => ControlAnswer;
  readonly forgetCertificates: () => void;
  /** Has an object look like one of COM's. */
  readonly wrap: (implementation: object, collection?: Collection) => Control;
  readonly note: (name: string) => void;
}

/** A page's value as text: null and undefined are no text. */
export const toText = (value: unknown): string => (value === null || value === undefined ? '' : String(value));
