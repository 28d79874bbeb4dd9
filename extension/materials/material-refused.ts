// Thrown where a file turns out to be unusable in the middle of a check.
import type { MaterialRefusal, RefusalDetails } from './judge-file.ts';

export class MaterialRefused extends Error {
  override readonly name = 'MaterialRefused';
  readonly reason: MaterialRefusal;
  readonly details: RefusalDetails;

  constructor(reason: MaterialRefusal, details: RefusalDetails = {}) {
    super(reason);
    this.reason = reason;
    this.details = details;
  }
}
