// What runs in every frame of the sites' pages and must cost next to nothing: does this read like a page of ours at all?
import type { Gate } from './effective-settings.ts';
import { chongqingOrigins } from './profiles/chongqing/platform.ts';
import { listRoots, type Root } from './words/open-roots.ts';

/** Of every page that the built-in profile knows, one of these stands on it; on nearly all other pages none does. */
const telling =
  /(更新|续期|变更)(数字|ca)?证书|证书(信息)?(更新|续期|变更)|钥匙盘|订单(编?号|号码)|业务(单号|编号|流水号)|受理编?号|申请(编号|单号)|流水号|社保(登记|单位)?(号|编号|账号)|社会保险(登记|编)?证?号|单位编号|证书申请表/;

/** Of a document; the path of a frame without an address of its own is '/'. */
interface PlaceOfPage {
  readonly origin: string;
  readonly pathname: string;
}

/** As normalizeWords does it, without what only matters to the comparison of labels. */
function flatten(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[的\s\p{P}\p{S}\p{C}\p{M}]/gu, '');
}

function readWords(root: Root): string {
  const said = [...root.querySelectorAll('input[value], [alt], [title], [placeholder], [aria-label]')];
  const attributes = ['value', 'alt', 'title', 'placeholder', 'aria-label'];
  const words = said.map((element) => attributes.map((name) => element.getAttribute(name) ?? '').join(' '));
  const { textContent } = ('body' in root && root.body) || root;
  return `${textContent ?? ''} ${words.join(' ')}`;
}

/** Whether words stand on it that pages of ours have, and few others. */
export function readsLikeOurs(document: Document): boolean {
  const isTelling = (root: Root) => telling.test(flatten(readWords(root)));
  return isTelling(document) || listRoots(document).slice(1).some(isTelling);
}

/** Whether to look closer. @param gate of what was imported or taught: see effective-settings.ts */
export function isWorthALook(document: Document, { origin, pathname }: PlaceOfPage, gate: Gate | undefined): boolean {
  const { always = [], paths = [], origins = [] } = gate ?? {};
  if (always.includes(origin)) return true;
  if (!chongqingOrigins.includes(origin) && !origins.includes(origin)) return false;
  return paths.includes(pathname.replace(/;.*$/, '')) || readsLikeOurs(document);
}
