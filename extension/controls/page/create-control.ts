// Which control stands behind a class: found by the site's rules, made by its family.
import type { ControlRule, Controls } from '../../portal/controls-schema.ts';
import { createCapicom } from './families/capicom/capicom.ts';
import { createCertEnroll } from './families/cert-enroll.ts';
import { createBaseCa } from './families/ezca-base-ca.ts';
import type { FamilyTools } from './families/family-tools.ts';
import { createSof } from './families/sof.ts';
import { createXEnroll } from './families/x-enroll.ts';
import { isNamed } from './unsupported.ts';

/** An implementation, or undefined where the family has no class of that name. */
type Create = (tools: FamilyTools, progId: string, classId: string) => object | undefined;

const creators: Readonly<Record<ControlRule['family'], Create>> = {
  'ezca-base-ca': createBaseCa,
  sof: createSof,
  'cert-enroll': createCertEnroll,
  'x-enroll': createXEnroll,
  capicom: createCapicom,
};

/** `clsid:{9c87…}` → `9C87…`; '' for what is none. */
export function readClassId(text: string): string {
  return (
    /^\s*(?:clsid:)?\s*\{?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\}?\s*$/i.exec(text)?.[1]?.toUpperCase() ?? ''
  );
}

const isSame = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();

/** A version at the end does not count; a rule's name may be a whole library's. */
function fitsProgId(rule: ControlRule, progId: string): boolean {
  const plain = progId.replace(/\.\d+$/, '');
  return rule.progIds.some(
    (known) => isSame(known, plain) || plain.toLowerCase().startsWith(`${known.toLowerCase()}.`),
  );
}

export const findByProgId = ({ rules }: Controls, progId: string) => rules.find((rule) => fitsProgId(rule, progId));

/**
 * By class; where the class is none that anybody knows, by the element's id or name; and by the member that the page looks for,
 * where a control is known by its members only.
 */
export function findByElement(
  { rules }: Controls,
  { classId, id, name }: { readonly classId: string; readonly id: string; readonly name: string },
  member: string,
): ControlRule | undefined {
  const byClass = rules.find((rule) => classId !== '' && rule.classIds.some((known) => isSame(known, classId)));
  if (byClass || isNamed(classId)) return byClass;
  const byName = rules.find(({ elementIds }) =>
    elementIds.some((known) => isSame(known, id) || (name !== '' && isSame(known, name))),
  );
  const begins = (begin: string) => member.toLowerCase().startsWith(begin.toLowerCase());
  return byName ?? rules.find(({ memberBegins = [] }) => memberBegins.some(begins));
}

/** The implementation behind a rule; ProgID or CLSID names the class where a family has several. */
export function createControl(
  rule: ControlRule,
  tools: FamilyTools,
  { progId = '', classId = '' }: { readonly progId?: string; readonly classId?: string },
): object | undefined {
  return creators[rule.family](tools, progId.replace(/\.\d+$/, '').toLowerCase(), classId);
}
