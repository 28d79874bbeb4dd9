// What runs in every frame of the sites' pages and must cost next to nothing: does this read like a page of ours at all?
import { chongqingOrigins } from './profiles/chongqing/platform.ts';

/** Of every page that the built-in profile knows, one of these stands on it; on nearly all other pages none does. */
const telling =
  /(更新|续期|变更)(数字|ca)?证书|证书(信息)?(更新|续期|变更)|钥匙盘|订单(编?号|号码)|业务(单号|编号|流水号)|受理编?号|申请(编号|单号)|流水号|社保(登记|单位)?(号|编号|账号)|社会保险(登记|编)?证?号|单位编号|证书申请表/;

/** As normalizeWords does it, without what only matters to the comparison of labels. */
function flatten(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[的\s\p{P}\p{S}\p{C}\p{M}]/gu, '');
}

function readWords(document: Document): string {
  const said = [...document.querySelectorAll('input[value], [alt], [title], [placeholder], [aria-label]')];
  const attributes = ['value', 'alt', 'title', 'placeholder', 'aria-label'];
  const words = said.map((element) => attributes.map((name) => element.getAttribute(name) ?? '').join(' '));
  return `${document.body?.textContent ?? ''} ${words.join(' ')}`;
}

/** Whether to look closer; `known` are origins of profiles whose pages we cannot judge by these words. */
export function isWorthALook(document: Document, origin: string, known: readonly string[]): boolean {
  if (known.includes(origin)) return true;
  return chongqingOrigins.includes(origin) && telling.test(flatten(readWords(document)));
}
