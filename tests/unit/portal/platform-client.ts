// A browser without a screen for tests of the platform: keeps cookies, and writes forms in the page's charset.
import { request } from 'node:http';
import iconv from 'iconv-lite';
import type { Portal } from '../../portal/start-portal.ts';

export const variants = ['gbk', 'frames'] as const;
export const platformUrl = 'http://os.ezca.org:8001/easyca/netpay/';

/** The names of the pages' fields, written down here once more: they are a promise to the extension. */
export const fieldNames = {
  gbk: {
    account: { phone: 'phone', password: 'password', again: 'password2', captcha: 'captcha', sms: 'smscode' },
    project: ['xmqy', 'xmpt', 'xmdl', 'zxm'],
    agreement: 'xy',
    files: ['file_sqb', 'file_qyb', 'file_yyzz', 'file_frsfz', 'file_jbrsfz'],
    form: {
      certificateUnitName: 'dwmc',
      socialInsuranceNumber: 'sbh',
      chipNumber: 'xph',
      unitName: 'qymc',
      creditCode: 'tyshxydm',
      legalPersonName: 'frxm',
      legalPersonIdNumber: 'frsfzh',
      contactPhone: 'lxdh',
      officePhone: 'bgdh',
      website: 'qywz',
      unitAddress: 'dwdz',
      agentName: 'jbrxm',
      agentIdNumber: 'jbrsfzh',
      agentPhone: 'jbrsjh',
      agentEmail: 'jbryx',
      agentWechat: 'wxh',
      postalAddress: 'yjdz',
      changeNote: 'bgsm',
    },
  },
  frames: {
    account: { phone: 'mobile', password: 'pwd', again: 'pwdAgain', captcha: 'verifyCode', sms: 'smsCode' },
    project: ['regionId', 'platformId', 'categoryId', 'subProjectId'],
    agreement: 'agree',
    files: ['applyForm', 'sealSample', 'licence', 'legalId', 'agentId'],
    form: {
      certificateUnitName: 'certUnitName',
      socialInsuranceNumber: 'socialNo',
      chipNumber: 'keySerial',
      unitName: 'orgName',
      creditCode: 'creditCode',
      legalPersonName: 'legalName',
      legalPersonIdNumber: 'legalIdNo',
      contactPhone: 'contactTel',
      officePhone: 'officeTel',
      website: 'website',
      unitAddress: 'orgAddress',
      agentName: 'agentName',
      agentIdNumber: 'agentIdNo',
      agentPhone: 'agentMobile',
      agentEmail: 'agentEmail',
      agentWechat: 'wechat',
      postalAddress: 'mailAddress',
      changeNote: 'changeDesc',
    },
  },
} as const;

export type FormCode = keyof (typeof fieldNames)['gbk']['form'];

export interface PageAnswer {
  readonly status: number;
  /** Where a redirect leads, as a whole address. */
  readonly location: string | undefined;
  readonly setCookie: readonly string[];
  readonly contentType: string;
  readonly body: Buffer;
  /** Decoded as the header says. */
  readonly text: string;
}

export interface SentFile {
  readonly field: string;
  readonly fileName: string;
  readonly content: Uint8Array;
}

export interface PlatformClient {
  /** Value of JSESSIONID. */
  readonly sessionId: string | undefined;
  get(path: string): Promise<PageAnswer>;
  /** Sends an urlencoded form. */
  post(path: string, form: Record<string, string>): Promise<PageAnswer>;
  /** Sends a multipart form. */
  upload(path: string, form: Record<string, string>, files: readonly SentFile[]): Promise<PageAnswer>;
  /** GETs until an answer is no redirect. */
  follow(answer: PageAnswer): Promise<PageAnswer>;
}

function escapeForm(form: Record<string, string>, charset: string): Buffer {
  const percentEncode = (text: string) =>
    [...iconv.encode(text, charset)]
      .map((octet) => (octet === 0x20 ? '+' : `%${octet.toString(16).padStart(2, '0').toUpperCase()}`))
      .join('');
  return Buffer.from(
    Object.entries(form)
      .map((pair) => pair.map(percentEncode).join('='))
      .join('&'),
  );
}

const boundary = '----WebKitFormBoundaryAbCdEf0123456789';

function writeMultipart(form: Record<string, string>, files: readonly SentFile[], charset: string): Buffer {
  const encode = (text: string) => iconv.encode(text, charset);
  const parts = Object.entries(form).map(([name, value]) =>
    encode(`--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`),
  );
  for (const { field, fileName, content } of files) {
    const names = `name="${field}"; filename="${fileName}"`;
    parts.push(encode(`--${boundary}\r\nContent-Disposition: form-data; ${names}\r\nContent-Type: image/jpeg\r\n\r\n`));
    parts.push(Buffer.from(content), Buffer.from('\r\n'));
  }
  return Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)]);
}

/** A new browser; with `sessionId`, one that has kept its cookie. */
export function openPlatformClient(portal: Pick<Portal, 'port' | 'variant'>, sessionId?: string): PlatformClient {
  const charset = portal.variant === 'gbk' ? 'GBK' : 'UTF-8';
  const cookies = new Map(sessionId === undefined ? [] : [['JSESSIONID', sessionId]]);
  function send(address: string, contentType?: string, body?: Buffer): Promise<PageAnswer> {
    const url = new URL(address, platformUrl);
    const headers: Record<string, string> = { Host: url.host };
    if (cookies.size > 0 && url.host === 'os.ezca.org:8001')
      headers.Cookie = [...cookies].map((pair) => pair.join('=')).join('; ');
    if (contentType) headers['Content-Type'] = contentType;
    return new Promise((resolve, reject) => {
      const options = { port: portal.port, host: '127.0.0.1', method: body ? 'POST' : 'GET', headers, agent: false };
      const outgoing = request({ ...options, path: url.pathname + url.search }, (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('error', reject);
        incoming.on('end', () => {
          const setCookie = incoming.headers['set-cookie'] ?? [];
          for (const line of setCookie) {
            const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
            cookies.set(name, value);
          }
          const { location, 'content-type': type = '' } = incoming.headers;
          const all = Buffer.concat(chunks);
          resolve({
            status: incoming.statusCode ?? 0,
            location: location === undefined ? undefined : new URL(location, url).href,
            setCookie,
            contentType: type,
            body: all,
            text: iconv.decode(all, /charset=(\S+)/.exec(type)?.[1] ?? 'UTF-8'),
          });
        });
      });
      outgoing.on('error', reject);
      outgoing.end(body);
    });
  }
  const client: PlatformClient = {
    get sessionId() {
      return cookies.get('JSESSIONID');
    },
    get: (path) => send(path),
    post: (path, form) => send(path, 'application/x-www-form-urlencoded', escapeForm(form, charset)),
    upload: (path, form, files) =>
      send(path, `multipart/form-data; boundary=${boundary}`, writeMultipart(form, files, charset)),
    follow: async (answer) => {
      let last = answer;
      while (last.location !== undefined) last = await send(last.location);
      return last;
    },
  };
  return client;
}
