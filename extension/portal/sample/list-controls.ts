// What a page does with ActiveX controls, by names: from its objects and the scripts that stand in it.
import type { FrameSample } from './frame-sample.ts';
import { keepKnownWords } from './sample-words.ts';

const progId = /(?:new\s+ActiveXObject|CreateObject|GetObject)\s*\(\s*["']([A-Za-z][\w.]{2,80})["']/g;
const variable = /([A-Za-z_$][\w$]{0,40})\s*=\s*(?:new\s+ActiveXObject|(?:\w+\.)?CreateObject)\s*\(/g;
const spoken = /\b(?:alert|confirm|MsgBox)\s*\(?\s*(["'])((?:(?!\1).){1,200})\1/g;

const unique = (texts: readonly string[]) => [...new Set(texts)].slice(0, 200);
const readScripts = (document: Document): string =>
  [...document.querySelectorAll('script:not([src])')]
    .map(({ textContent }) => textContent ?? '')
    .join('\n')
    .slice(0, 500_000);

export function listControls(document: Document): FrameSample['controls'] {
  const objects = [...document.querySelectorAll('object, embed')];
  const classIds = objects
    .map((one) => one.getAttribute('classid') ?? '')
    .filter((id) => /^clsid:[\w-]{30,40}$/i.test(id))
    .map((id) => id.slice('clsid:'.length));
  const code = readScripts(document);
  const names = [
    ...objects.flatMap((one) => [one.id, one.getAttribute('name') ?? '']),
    ...[...code.matchAll(variable)].map(([, name = '']) => name),
  ].filter((name) => /^[A-Za-z_$][\w$]*$/.test(name));
  const members = [...new Set(names)].flatMap((name) => {
    const call = new RegExp(`\\b${name.replaceAll('$', '\\$')}\\.([A-Za-z_]\\w{0,60})`, 'g');
    return [...code.matchAll(call)].map(([, member = '']) => member);
  });
  return {
    classIds: unique(classIds),
    progIds: unique([...code.matchAll(progId)].map(([, id = '']) => id)),
    members: unique(members),
  };
}

export const listAlerts = (document: Document): string[] =>
  unique([...readScripts(document).matchAll(spoken)].map(([, , text = '']) => keepKnownWords(text)));
