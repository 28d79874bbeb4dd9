// What a page's content script may ask about units, and get: names; and one unit's values for fields that stand on the page.
import { defineExtensionMessaging } from '@webext-core/messaging';
import type { UnitField } from './unit-fields.ts';

/** What already stands on the page, so that the right unit can be proposed. */
interface SeenUnit {
  readonly unitName: string;
  readonly socialInsuranceNumber: string;
}

export interface UnitChoice {
  readonly unitId: string;
  readonly unitName: string;
  /** Its name or 社保号 stands on the page already. */
  readonly isOnPage: boolean;
}

interface FillRequest {
  readonly unitId: string;
  /** Fields that the page has: no others are told. */
  readonly fields: readonly UnitField[];
}

/** Value and name (for the clerk) of each field that was asked for; an empty value is one that nobody has entered. */
export type FillAnswer = readonly { readonly field: UnitField; readonly value: string; readonly label: string }[];

export interface FormsLink {
  readonly form: 'application' | 'seal';
  readonly unitName: string;
  readonly projectName: string;
  /** Words of the boxes of 操作类型 that are ticked on the page. */
  readonly operation: string;
}

interface MessageMap {
  listUnits(seen: SeenUnit): readonly UnitChoice[];
  readUnitValues(request: FillRequest): FillAnswer;
  /** Opens our page of printable forms in a new tab. */
  openForms(link: FormsLink): void;
  /** Opens our page of unit profiles in a new tab. */
  openUnits(): void;
}

export const { sendMessage: askUnits, onMessage: onUnitMessage } = defineExtensionMessaging<MessageMap>();
