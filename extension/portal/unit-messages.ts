// What a page's content script may ask about units, and get: the values of one unit that the clerk has chosen in our own window.
import { defineExtensionMessaging } from '@webext-core/messaging';
import type { UnitField } from './unit-fields.ts';

/** What already stands on the page, so that the right unit can be proposed. */
interface SeenUnit {
  readonly unitName: string;
  readonly socialInsuranceNumber: string;
}

interface FillRequest {
  /** Fields that the page has: no others are told. */
  readonly fields: readonly UnitField[];
  readonly seen: SeenUnit;
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
  /** Opens our window in which the clerk chooses the unit. Undefined when they did not want to. */
  requestFill(request: FillRequest): FillAnswer | undefined;
  /** Said by that window; without a unit it is 取消. */
  chooseUnit(choice: { readonly wishId: string; readonly unitId?: string }): void;
  /** Opens our page of printable forms in a new tab. */
  openForms(link: FormsLink): void;
  /** Opens our page of unit profiles in a new tab. */
  openUnits(): void;
}

export const { sendMessage: askUnits, onMessage: onUnitMessage } = defineExtensionMessaging<MessageMap>();
