// Objects of Internet Explorer's own that nearly every script of its time makes before it comes to a control: a page that is
// offered ActiveXObject takes that way instead of the browser's.
import { createXmlDocument } from './xml-document.ts';
import { createXmlRequest } from './xml-request.ts';

const requestNames = /^(microsoft\.xmlhttp|msxml[2-6]?\.(server)?xmlhttp)(\.\d(\.0)?)?$/i;
const documentNames = /^(microsoft\.(freethreaded)?xmldom|msxml[2-6]?\.(freethreaded)?domdocument)(\.(\d)(\.0)?)?$/i;
/** From this version on, paths are XPath by themselves. */
const firstWithXpath = 4;

/** The object of that name; undefined where it is none of these. */
export function createOldObject(progId: string): object | undefined {
  if (requestNames.test(progId)) return createXmlRequest();
  const found = documentNames.exec(progId);
  return found ? createXmlDocument(Number(found[5] ?? 0) >= firstWithXpath ? 'xpath' : 'xsl') : undefined;
}
