// Chromium's way: rules redirect the page's request, to "not yet" until the answer is there, then to the answer. The page asks again and again.
import { answerPath } from '../bridge/names.ts';
import { type AnswerTransport, toDataUrl, writeAnswer } from './answer-transport.ts';
import { type Rule, readRuleBook, replaceLastingRules } from './rule-book.ts';

const pendingPriority = 1;
const answerPriority = 2;
/** The page fetches its answer within milliseconds; after that nobody needs it. */
const keepMs = 10_000;

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
      await replaceLastingRules(
        'pending',
        origins.map((origin) => makeRule(0, pendingPriority, `|${origin}${answerPath}`, '{"pending":true}')),
      );
    },
  };
}
