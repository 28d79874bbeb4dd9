// The home page with its six tiles, and the two of them that lead to a word of explanation only.
import type { Hono } from 'hono';
import { businessKinds, businessWords } from '../../platform/words/business-kinds.ts';
import { platformPath } from '../site-urls.ts';
import { type Doors, redirect, type Visit } from './visit.ts';

const explained: Readonly<Record<string, { name: string; hint: string; text: string }>> = {
  taxkey: {
    name: '电子税务局购Key',
    hint: '仅对于电子税务局Key丢失的客户办理',
    text: '电子税务局Key丢失的客户，请持营业执照副本和经办人身份证到服务网点办理购Key。',
  },
  upgrade: {
    name: '升级换key',
    hint: '用户更换key时，需要办理此项业务',
    text: '需要更换Key的用户，请持原Key和营业执照副本到服务网点办理升级换Key。',
  },
};

/** 项目选择 comes first where no U盾 is at hand, the 钥匙盘 table where one is. */
const tiles = [
  ...businessKinds.map((kind) => {
    const { name, hint, isForToken } = businessWords[kind];
    return { name, hint, url: `${platformPath}apply/${isForToken ? 'keys' : 'project'}.jsp?type=${kind}` };
  }),
  ...Object.entries(explained).map(([type, { name, hint }]) => ({
    name,
    hint,
    url: `${platformPath}notice.jsp?type=${type}`,
  })),
];

function showNotice({ query, show }: Visit): Response {
  const notice = explained[query('type')];
  if (!notice) return redirect('home.jsp');
  const { name, text } = notice;
  return show('notice', name, { name, text, place: [{ name }] });
}

export function addHomeRoutes(site: Hono, doors: Doors): void {
  site.get(
    `${platformPath}home.jsp`,
    doors.page(({ show }) =>
      show('home', '首页', { place: [], tiles, firstRow: tiles.slice(0, 4), secondRow: tiles.slice(4) }),
    ),
  );
  site.get(`${platformPath}notice.jsp`, doors.page(showNotice));
}
