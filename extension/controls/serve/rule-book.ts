// The part of declarativeNetRequest that is used; the polyfill's types have none of it.
import { browser } from 'wxt/browser';

export interface Rule {
  readonly id: number;
  readonly priority: number;
  readonly action:
    | { readonly type: 'redirect'; readonly redirect: { readonly url: string } }
    | {
        readonly type: 'modifyHeaders';
        readonly requestHeaders: readonly {
          readonly header: string;
          readonly operation: 'set';
          readonly value: string;
        }[];
      };
  readonly condition: {
    readonly urlFilter: string;
    readonly resourceTypes: readonly ('main_frame' | 'sub_frame' | 'xmlhttprequest')[];
    readonly tabIds?: readonly number[];
  };
}

interface RuleBook {
  updateSessionRules(change: { removeRuleIds?: readonly number[]; addRules?: readonly Rule[] }): Promise<void>;
  updateDynamicRules(change: { removeRuleIds?: readonly number[]; addRules?: readonly Rule[] }): Promise<void>;
  getDynamicRules(): Promise<readonly Rule[]>;
  getSessionRules(): Promise<readonly Rule[]>;
}

/** Undefined where the browser has no such rules. */
export function readRuleBook(): RuleBook | undefined {
  return (browser as unknown as { declarativeNetRequest?: RuleBook }).declarativeNetRequest;
}

/** Lasting rules are numbered by what they are for, so that each renews its own. */
export const ruleNumbers = { pending: 1, userAgent: 10_000 } as const;

/** Puts `rules` in the place of all that have numbers in the same range. */
export async function replaceLastingRules(range: keyof typeof ruleNumbers, rules: readonly Rule[]): Promise<void> {
  const book = readRuleBook();
  if (!book) return;
  const first = ruleNumbers[range];
  const isOfRange = (id: number) => id >= first && id < first + 9_000;
  const removeRuleIds = (await book.getDynamicRules()).map(({ id }) => id).filter(isOfRange);
  await book.updateDynamicRules({
    removeRuleIds,
    addRules: rules.map((rule, index) => ({ ...rule, id: first + index })),
  });
}
