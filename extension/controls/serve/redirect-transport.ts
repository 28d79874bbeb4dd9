// Chromium's way: rules redirect the page's request, to "not yet" until the answer is there, then to the answer. The page asks again and again.
import { browser } from 'wxt/browser';
import { answerPath } from '../bridge/names.ts';
import { type AnswerTransport, toDataUrl, writeAnswer } from './answer-transport.ts';

const pendingPriority = 1;
const answerPriority = 2;
/** The page fetches its answer within milliseconds; after that nobody needs it. */
const keepMs = 10_000;

interface Rule {
  readonly id: number;
  readonly priority: number;
  readonly action: { readonly type: 'redirect'; readonly redirect: { readonly url: string } };
  readonly condition: {
    readonly urlFilter: string;
    readonly resourceTypes: readonly ['xmlhttprequest'];
    readonly tabIds?: readonly number[];
  };
}

/** The part of chrome.declarativeNetRequest that is used; the polyfill's types have none of it. */
interface RuleBook {
  updateSessionRules(change: { removeRuleIds?: readonly number[]; addRules?: readonly Rule[] }): Promise<void>;
  updateDynamicRules(change: { removeRuleIds?: readonly number[]; addRules?: readonly Rule[] }): Promise<void>;
  getDynamicRules(): Promise<readonly Rule[]>;
  getSessionRules(): Promise<readonly Rule[]>;
}

function readRuleBook(): RuleBook | undefined {
  return (browser as unknown as { declarativeNetRequest?: RuleBook }).declarativeNetRequest;
}

function makeRule(id: number, priority: number, urlFilter: string, json: string, tabId?: number): Rule {
  return {
    id,
    priority,
    action: { type: 'redirect', redirect: { url: toDataUrl(json) } },
    condition: { urlFilter, resourceTypes: ['xmlhttprequest'], ...(tabId === undefined ? {} : { tabIds: [tabId] }) },
  };
}

/** Undefined where the browser has no such rules. */
export function createRedirectTransport(): AnswerTransport | undefined {
  const rules = readRuleBook();
  if (!rules) return undefined;
  // Rules outlive the worker: what an earlier one left is nobody's answer any more.
  let nextId = rules.getSessionRules().then(async (left) => {
    await rules.updateSessionRules({ removeRuleIds: left.map(({ id }) => id) });
    return left.reduce((highest, { id }) => Math.max(highest, id), 0) + 1;
  });
  const takeId = () => {
    const taken = nextId;
    nextId = taken.then((id) => id + 1);
    return taken;
  };
  return {
    async deliver({ id, tabId, origin }, answer) {
      const ruleId = await takeId();
      const rule = makeRule(ruleId, answerPriority, `|${origin}${answerPath}${id}|`, writeAnswer(answer), tabId);
      await rules.updateSessionRules({ addRules: [rule] });
      setTimeout(() => void rules.updateSessionRules({ removeRuleIds: [ruleId] }), keepMs);
    },
    async protect(origins) {
      const before = await rules.getDynamicRules();
      const addRules = origins.map((origin, index) =>
        makeRule(index + 1, pendingPriority, `|${origin}${answerPath}`, '{"pending":true}'),
      );
      await rules.updateDynamicRules({ removeRuleIds: before.map(({ id }) => id), addRules });
    },
  };
}
