// What is said of an address before the assistant is used there, and whose a frame is.
import { describe, expect, it } from 'vitest';
import { findSenderSite } from '../../../extension/portal/check-sender.ts';
import { judgeAddress } from '../../../extension/portal/judge-address.ts';
import { chongqingProfile } from '../../../extension/portal/profiles/chongqing.ts';

const { origins } = chongqingProfile;

describe('an address', () => {
  it.each([
    ['https://www.rlsbj.cq.gov.cn', []],
    ['https://si.cq.gov.cn', []],
    ['https://ca.ezca.org', []],
    ['https://www.ezca.org', []],
    ['https://rsj.chengdu.gov.cn', []],
    ['http://rsj.chengdu.gov.cn:8001', ['http']],
    ['https://rlsbj.cq.gov.cn.evil.com', ['lookalike']],
    ['https://rlsbj-cq-gov-cn.com', ['lookalike']],
    ['https://r1sbj.cq.gov.cn.co', ['lookalike']],
    ['https://os.ezca.org.cn', ['lookalike']],
    ['https://0s.ezca.0rg.cn', ['lookalike']],
    ['https://os.ezcca.org', ['lookalike']],
    ['https://xn--rlsbj-9ve.cn', ['punycode']],
    ['http://203.0.113.7:8001', ['number', 'http']],
    ['https://[2001:db8::1]', ['number']],
  ] as const)('%s: %j', (origin, warnings) => {
    expect(judgeAddress(origin, origins)).toEqual(warnings);
  });
});

describe('a frame without an address of its own', () => {
  const frame = (url: string, origin?: string) =>
    findSenderSite({ id: 'own', tab: {}, url, ...(origin === undefined ? {} : { origin }) }, 'own', [chongqingProfile]);
  it.each([
    ['about:blank', 'http://os.ezca.org:8001', 'chongqing'],
    ['about:srcdoc', 'http://rlsbj.cq.gov.cn', 'chongqing'],
    ['about:srcdoc', 'http://evil.example', undefined],
    // In a sandbox, or where the browser does not say.
    ['about:srcdoc', 'null', undefined],
    ['about:blank', undefined, undefined],
    ['about:config', 'http://os.ezca.org:8001', undefined],
  ])('%s of %s', (url, origin, site) => {
    expect(frame(url, origin)?.id).toBe(site);
  });
});
