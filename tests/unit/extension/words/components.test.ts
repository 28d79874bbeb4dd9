// Forms that web components draw into open shadow roots.
import { describe, expect, it } from 'vitest';
import { detectPage } from '../../../../extension/portal/detect-page.ts';
import { isWorthALook } from '../../../../extension/portal/page-gate.ts';
import { chongqingProfile } from '../../../../extension/portal/profiles/chongqing.ts';
import { openHtml } from './open-html.ts';

/** Every `<template open>` becomes the open shadow root of the element in which it stands. */
function openComponents(html: string): Document {
  const document = openHtml(html);
  const attach = (root: ParentNode) => {
    for (const template of root.querySelectorAll<HTMLTemplateElement>('template[open]')) {
      const host = template.parentElement as HTMLElement;
      const shadow = host.attachShadow({ mode: 'open' });
      shadow.innerHTML = template.innerHTML;
      template.remove();
      attach(shadow);
    }
  };
  attach(document);
  return document;
}
const detect = (document: Document) => detectPage(chongqingProfile, new URL(document.URL), document).page;
const shadow = (html: string) => `<template open>${html}</template>`;
const field = (label: string, type = 'text') =>
  `<my-field>${shadow(`<label>${label}</label><input type=${type} data-part="${label}">`)}</my-field>`;

const pages: Readonly<Record<string, string>> = {
  'the whole form in one': `<cert-renew>${shadow('<div>经办人姓名<input data-part="经办人姓名"></div><div>电话<input data-part="电话"></div><div>PIN码<input type=password data-part="PIN码"><button>验证</button></div><button class=go>更新证书</button>')}</cert-renew>`,
  'each field and button in one of its own': `<my-app>${shadow(
    `<form>${field('经办人姓名')}${field('电话')}${field('PIN码', 'password')}<my-button>验证${shadow('<button><slot></slot></button>')}</my-button><my-button>更新证书${shadow('<button><slot></slot></button>')}</my-button></form>`,
  )}</my-app>`,
  'only the boxes': `<p>经办人姓名<my-box>${shadow('<input data-part="经办人姓名">')}</my-box></p><p>电话<my-box>${shadow('<input data-part="电话">')}</my-box></p><p>PIN码<my-box>${shadow('<input type=password data-part="PIN码">')}</my-box></p><button>验证</button><button>更新证书</button>`,
};

describe('a form in open shadow roots', () => {
  it.each(Object.entries(pages))('%s', (_, html) => {
    const document = openComponents(html);
    expect(isWorthALook(document, { origin: 'http://os.ezca.org:8001', pathname: '/' }, undefined)).toBe(true);
    const page = detect(document);
    if (page?.kind !== 'quick-renew') throw new Error('not recognised');
    const { agentName, agentPhone, pin } = page.fields;
    const parts = [agentName, agentPhone, pin].map((part) => part?.getAttribute('data-part'));
    expect(parts).toEqual(['经办人姓名', '电话', 'PIN码']);
  });

  it.each([
    [
      'a search and a menu',
      `<h3>证书更新须知</h3><site-search>${shadow('<input placeholder="经办人姓名"><input placeholder="电话"><button>搜索</button>')}</site-search><site-menu>${shadow('<button>验证</button><button>更新证书</button>')}</site-menu>`,
    ],
    ['two forms', `${pages['the whole form in one']}${pages['the whole form in one']}`],
  ])('none: %s', (_, html) => {
    expect(detect(openComponents(html))).toBeUndefined();
  });
});
