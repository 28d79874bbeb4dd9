// Thrown where a file turns out to be unusable in the middle of a check.
import type { Refusal } from './judge-file.ts';

export class MaterialRefused extends Error {
  override readonly name = 'MaterialRefused';
  readonly reason: Refusal;

  constructor(reason: Refusal) {
    super(reason);
    this.reason = reason;
  }
}
