// The order service's client: what it sends by the profile's names, and what each answer comes to.
import iconv from 'iconv-lite';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Fetch } from '../../../extension/ca/fetch-answer.ts';
import { createPortalOrders } from '../../../extension/ca/portal-orders.ts';
import { chongqingProfile } from '../../../extension/portal/profiles/chongqing.ts';

const service = { ...chongqingProfile.orderService, confirmed: true };
const base = 'http://os.ezca.org:8001/easyca/netpay/quick/';
const submission = {
  orderId: 'id-1',
  orderNumber: 'DD1',
  agentName: '张三丰',
  agentPhone: '023-63456789',
  pkcs10: 'AB+/',
  proof: 'CD==',
};

/** A client whose service always gives this answer, and what was asked of it. */
function answering(body: unknown, status = 200) {
  const calls: { url: URL; init: RequestInit }[] = [];
  const fetch: Fetch = async (url, init) => {
    calls.push({ url: new URL(url), init });
    return new Response(typeof body === 'string' ? body : JSON.stringify(body), { status });
  };
  return { ca: createPortalOrders(service, fetch), calls };
}

const ok = (data: unknown) => ({ code: '0', msg: '', data });

describe('createPortalOrders', () => {
  it('finds an order', async () => {
    const { ca, calls } = answering(ok({ orderNo: 'DD1', unitName: '某单位', certSerial: '01AB' }));
    await expect(ca.findOrder('A&B 1')).resolves.toEqual({
      orderNumber: 'DD1',
      unitName: '某单位',
      certificateSerialNumber: '01AB',
    });
    expect(calls[0]?.url.href).toBe(`${base}order.do?chipNo=A%26B+1`);
    expect(calls[0]?.init).toMatchObject({ method: 'GET', credentials: 'include', redirect: 'manual' });
  });

  it.each([
    ['as its header says', 'gbk', 'application/json;charset=GBK'],
    ['in quotes', 'gbk', 'text/html; Charset="gb2312"'],
    ['though the header says another', 'gbk', 'application/json; charset=utf-8'],
    ['though the header says an encoding that nobody knows', 'gbk', 'text/html; charset=x-none'],
    ['without a word', 'gbk', 'text/html'],
    ['in UTF-8 without a word', 'utf8', 'text/html'],
    ['in UTF-8 though the header says GBK, where that is no GBK', 'utf8', 'text/html; charset=gbk'],
  ])('reads names %s', async (_, encoding, contentType) => {
    const body = Uint8Array.from(
      iconv.encode(
        JSON.stringify(ok({ orderNo: 'DD1', unitName: '重庆𠮷野' })),
        encoding === 'gbk' ? 'gb18030' : encoding,
      ),
    );
    const ca = createPortalOrders(
      service,
      async () => new Response(body, { headers: { 'content-type': contentType } }),
    );
    await expect(ca.findOrder('1')).resolves.toMatchObject({ unitName: '重庆𠮷野' });
  });

  it('takes number and code as numbers too, and fields that are only nice to have as missing', async () => {
    const { ca } = answering({ code: 0, data: { orderNo: 42 } });
    await expect(ca.findOrder('1')).resolves.toEqual({ orderNumber: '42', unitName: '', certificateSerialNumber: '' });
  });

  it('posts a submission as a form', async () => {
    const { ca, calls } = answering(ok({ orderNo: 'DD1', state: 'processing' }));
    await expect(ca.submit(submission)).resolves.toBe('accepted');
    expect(calls[0]?.url.href).toBe(`${base}submit.do`);
    expect(Object.fromEntries(calls[0]?.init.body as URLSearchParams)).toEqual({
      requestId: 'id-1',
      orderNo: 'DD1',
      agentName: '张三丰',
      agentPhone: '023-63456789',
      pkcs10: 'AB+/',
      proof: 'CD==',
    });
  });

  it('gets a nonce, a status and a bundle', async () => {
    await expect(answering(ok({ nonce: 'n-123456' })).ca.requestNonce('DD1')).resolves.toBe('n-123456');
    await expect(answering(ok({ state: 'processing' })).ca.askStatus('id')).resolves.toEqual({ state: 'processing' });
    await expect(answering(ok({ state: 'refused', reason: '资料不全' })).ca.askStatus('id')).resolves.toEqual({
      state: 'refused',
      reason: '资料不全',
    });
    await expect(answering({ code: '1006', msg: '' }).ca.askStatus('id')).resolves.toEqual({ state: 'unknown' });
    const pem = '-----BEGIN PKCS7-----\nMIIB\r\nAg==\n-----END PKCS7-----\n';
    await expect(answering(ok({ p7b: pem })).ca.download('id')).resolves.toEqual({ certificates: 'MIIBAg==' });
  });

  it('takes the key of a pair along, by the name that the profile has for it', async () => {
    const pair = { p7b: 'MIIB', encPrivateKey: 'MIIC\r\nAg==' };
    const both = { certificates: 'MIIB', encryptionKey: 'MIICAg==' };
    await expect(answering(ok(pair)).ca.download('id')).resolves.toEqual(both);
    for (const encPrivateKey of ['', null])
      await expect(answering(ok({ p7b: 'MIIB', encPrivateKey })).ca.download('id')).resolves.toEqual({
        certificates: 'MIIB',
      });
    await expect(answering(ok({ ...pair, encPrivateKey: '<p>' })).ca.download('id')).rejects.toMatchObject({
      code: 'CA_ANSWER_NOT_UNDERSTOOD',
      details: { field: 'encryptionKey' },
    });
  });

  it('takes the four fields of other RAs, the empty ones as missing', async () => {
    const result = {
      certificates: 'P7DATA',
      encryptionCertificates: 'P7DATA_ENC',
      encryptionKey: 'ENCPRIVATEKEY',
      encryptionKeyWrap: 'TEMPUKEK',
    };
    const { endpoints } = service;
    const download = { ...endpoints.download, result };
    const ask = (data: Record<string, string>) => {
      const fetch: Fetch = async () => new Response(JSON.stringify(ok(data)));
      return createPortalOrders({ ...service, endpoints: { ...endpoints, download } }, fetch).download('id');
    };
    const four = { P7DATA: 'MIIB', P7DATA_ENC: 'MIIC', ENCPRIVATEKEY: 'AQ==', TEMPUKEK: 'AgM=' };
    await expect(ask(four)).resolves.toEqual({
      certificates: 'MIIB',
      encryptionCertificates: 'MIIC',
      encryptionKey: 'AQ==',
      encryptionKeyWrap: 'AgM=',
    });
    await expect(ask({ ...four, P7DATA_ENC: '', ENCPRIVATEKEY: '', TEMPUKEK: '' })).resolves.toEqual({
      certificates: 'MIIB',
    });
  });

  it('looks for no key where the profile names none', async () => {
    const { endpoints } = service;
    const download = { ...endpoints.download, result: { certificates: 'p7b' } };
    const fetch: Fetch = async () => new Response(JSON.stringify(ok({ p7b: 'MIIB', encryptionKey: 'MIIC' })));
    const ca = createPortalOrders({ ...service, endpoints: { ...endpoints, download } }, fetch);
    await expect(ca.download('id')).resolves.toEqual({ certificates: 'MIIB' });
  });

  it('tells a stale nonce from a refusal', async () => {
    await expect(answering({ code: '2002', msg: '已失效' }).ca.submit(submission)).resolves.toBe('nonce-stale');
    await expect(answering({ code: '2001', msg: '签名不符' }).ca.submit(submission)).rejects.toMatchObject({
      code: 'CA_REFUSED',
      details: { reason: '签名不符' },
    });
    await expect(answering({ code: '1004', msg: '' }).ca.findOrder('1')).rejects.toMatchObject({ code: 'CA_NO_ORDER' });
  });

  it.each<[string, unknown, number]>([
    ['HTML', '<html>login</html>', 200],
    ['an empty answer', '', 200],
    ['an array', [], 200],
    ['no code', { data: {} }, 200],
    ['an unknown code', { code: '7777', msg: '?' }, 200],
    ['data of another shape', ok({ orderNo: {} }), 200],
    ['no data', { code: '0', data: null }, 200],
    ['a server error', ok({ orderNo: 'DD1' }), 500],
    ['a page that is not there', ok({ orderNo: 'DD1' }), 404],
    ['too much', ok({ orderNo: 'x'.repeat(1_000_001) }), 200],
  ])('does not understand %s', async (_, body, status) => {
    await expect(answering(body, status).ca.findOrder('1')).rejects.toMatchObject({ code: 'CA_ANSWER_NOT_UNDERSTOOD' });
  });

  it('does not understand an unknown state, a bundle that is not base64; a redirect and the code for it are a login', async () => {
    const notUnderstood = { code: 'CA_ANSWER_NOT_UNDERSTOOD' };
    await expect(answering(ok({ state: 'odd' })).ca.askStatus('id')).rejects.toMatchObject(notUnderstood);
    await expect(answering(ok({ p7b: '<p>' })).ca.download('id')).rejects.toMatchObject(notUnderstood);
    const redirected = createPortalOrders(service, async () => Response.redirect('http://elsewhere.example/', 302));
    await expect(redirected.findOrder('1')).rejects.toMatchObject({ code: 'CA_LOGIN_NEEDED' });
    await expect(answering({ code: '9001', msg: '请登录' }).ca.findOrder('1')).rejects.toMatchObject({
      code: 'CA_LOGIN_NEEDED',
    });
  });

  it('does not blame the CA for a service that is only a guess', async () => {
    for (const [body, status] of [
      ['<html>', 200],
      ['', 404],
      [JSON.stringify(ok({})), 200],
    ] as const) {
      const ca = createPortalOrders(chongqingProfile.orderService, async () => new Response(body, { status }));
      await expect(ca.findOrder('1')).rejects.toMatchObject({ code: 'CA_NOT_CONFIRMED' });
    }
  });

  it.each([502, 503, 504])('takes a gateway that answers %i for an unreachable CA', async (status) => {
    await expect(answering('', status).ca.findOrder('1')).rejects.toMatchObject({ code: 'CA_UNREACHABLE' });
  });

  it('says unreachable when the network fails', async () => {
    const ca = createPortalOrders(service, () => Promise.reject(new TypeError('Failed to fetch')));
    await expect(ca.requestNonce('DD1')).rejects.toMatchObject({ code: 'CA_UNREACHABLE' });
  });
});

describe('waiting for the service', () => {
  afterEach(() => void vi.restoreAllMocks());

  const never: Fetch = (_, init) =>
    new Promise((_resolve, reject) => init.signal?.addEventListener('abort', () => reject(init.signal?.reason)));

  it('ends at the deadline as unreachable', async () => {
    const ca = createPortalOrders({ ...service, deadlineMs: 20 }, never);
    await expect(ca.findOrder('1')).rejects.toMatchObject({ code: 'CA_UNREACHABLE' });
  });

  it('ends at once when the clerk cancels', async () => {
    const abort = new AbortController();
    const answer = createPortalOrders(service, never).findOrder('1', abort.signal);
    abort.abort();
    await expect(answer).rejects.toMatchObject({ code: 'OPERATION_CANCELLED' });
  });
});
