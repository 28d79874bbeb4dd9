// Puts the stand-ins into a page, before its first script: classes, object elements, and the habits of Internet Explorer that its profile names.
import type { Controls } from '../../portal/controls-schema.ts';
import { newsEvent } from '../bridge/names.ts';
import { findUserAgent } from '../find-user-agent.ts';
import { installActiveXObject } from './active-x-object.ts';
import { createControl, findByElement, findByProgId, readClassId } from './create-control.ts';
import type { FamilyTools } from './families/family-tools.ts';
import { type Collection, isControl, makeControl, openMembers } from './make-control.ts';
import { installObjectElements } from './object-elements.ts';
import { hearContentScript, parseJson } from './page-tools.ts';
import { installAttachEvent } from './patches/attach-event.ts';
import { giveErrorsNumbers } from './patches/error-numbers.ts';
import { installOldDom } from './patches/old-dom.ts';
import { allowOldDomCalls } from './patches/old-dom-calls.ts';
import { recogniseOldScripts } from './patches/recognise-old-scripts.ts';
import { createScriptEvents } from './patches/script-for.ts';
import { makeDocumentAllTrue } from './patches/truthy-document-all.ts';
import { installUserAgent } from './patches/user-agent.ts';
import { createSession } from './session.ts';
import { nameUnknownClass } from './unsupported.ts';

interface News {
  readonly controls?: Controls | null;
  readonly areTokensChanged?: boolean;
}

/** Ids of elements that became controls, for their events. */
const controlIds = new Set<string>();

export function startControls(): void {
  const session = createSession();
  const undo: (() => void)[] = [];
  const wrap = (implementation: object, name: string, collection?: Collection) =>
    makeControl(implementation, (member) => session.note(`${name}.${member}`), collection);
  const makeTools = (rule: FamilyTools['rule'], name: string): FamilyTools => ({
    rule,
    certificates: () => {
      const answer = session.certificates();
      return answer.ok ? { list: answer.list } : { list: [], why: answer.why };
    },
    ask: session.ask,
    forgetCertificates: session.forgetCertificates,
    wrap: (implementation, collection) => wrap(implementation, name, collection),
    note: session.note,
  });

  undo.push(
    installActiveXObject(
      (progId) => {
        const controls = session.controls();
        const rule = controls && findByProgId(controls, progId);
        const made = rule && createControl(rule, makeTools(rule, progId), { progId });
        if (!made) session.note(nameUnknownClass(progId));
        return made && (isControl(made) ? made : wrap(made, progId));
      },
      () => session.controls() !== undefined,
    ),
    installObjectElements((element, names, member) => {
      const classId = readClassId(names.classId);
      // An <embed> without a class, and a plain <object>, are asked about by their members only.
      const controls = session.controls();
      const rule = controls && findByElement(controls, { ...names, classId }, member);
      const made = rule && createControl(rule, makeTools(rule, rule.family), { classId });
      if (!made && classId !== '') session.note(nameUnknownClass(classId));
      if (!made) return undefined;
      if (element.id !== '') controlIds.add(element.id);
      return openMembers(
        made,
        () => element,
        (name) => session.note(`${rule.family}.${name}`),
      );
    }),
    allowOldDomCalls(),
    giveErrorsNumbers(),
  );

  const isPatched = (name: Controls['patches'][number]) => session.controls()?.patches.includes(name) ?? false;
  undo.push(
    makeDocumentAllTrue(() => isPatched('document-all')),
    installAttachEvent(() => isPatched('attach-event')),
    installOldDom(() => isPatched('old-dom')),
    installUserAgent(() => findUserAgent(session.controls(), location.pathname)),
  );
  recogniseOldScripts(session.note);
  const events = createScriptEvents(() => isPatched('script-for'));
  undo.push(events.stop);
  hearContentScript(newsEvent, (text) => {
    const news = parseJson(text) as News;
    if (news.controls !== undefined) session.learn(news.controls);
    if (news.controls === null) for (const takeBack of undo.splice(0)) takeBack();
    if (!news.areTokensChanged) return;
    session.forgetCertificates();
    if (isPatched('script-for')) for (const id of controlIds) events.fire(id, 'OnUsbkeyChange');
  });
}
