// The built-in profile: Chongqing's social-insurance portal and the self-service platform of its CA (manual; FIELD §1).
// No zod here: the content script bundles this file. A unit test checks it against the schema.
import type { SiteProfile } from '../profile.ts';

const platform = 'http://os.ezca.org:8001';
/** EZCA's ActiveX control stands on each of its pages that work with a U盾 (FIELD §1). */
const control = { selector: 'object[classid="clsid:9C879779-5C5F-4510-88B8-5BA18EEAA931" i]', count: 1 };

export const chongqingProfile: SiteProfile = {
  id: 'chongqing',
  displayName: { zh: '重庆市社会保险网上经办平台', en: 'Chongqing Social Insurance Online Services' },
  origins: ['http://rlsbj.cq.gov.cn', platform],
  pages: [
    {
      kind: 'quick-renew',
      origin: platform,
      pathPattern: '^/easyca/netpay/quick/(update|renew)\\.jsp(\\?|$)',
      variants: [
        {
          name: 'table',
          markers: [control, { selector: 'form[name="form1"] input[type="password"]', count: 1 }],
          fields: {
            agentName: 'form[name="form1"] input[name="jbrxm"]',
            agentPhone: 'form[name="form1"] input[name="lxdh"]',
            pin: 'form[name="form1"] input[type="password"][name="pin"]',
            verifyButton: 'input[type="button"][value="验证"]',
            renewButton: 'input[type="button"][value="更新证书"]',
          },
        },
        {
          name: 'panel',
          markers: [
            control,
            { selector: 'form[name="renewForm"] input[type="password"]', count: 1 },
            { selector: 'form[name="renewForm"] a.btn-renew', count: 1, text: '更新证书' },
          ],
          fields: {
            agentName: 'form[name="renewForm"] input[name="operatorName"]',
            agentPhone: 'form[name="renewForm"] input[name="operatorPhone"]',
            pin: 'form[name="renewForm"] input[type="password"][name="ukeyPwd"]',
            verifyButton: 'form[name="renewForm"] a.btn-verify',
            renewButton: 'form[name="renewForm"] a.btn-renew',
          },
        },
      ],
    },
  ],
  orderService: {
    baseUrl: `${platform}/easyca/netpay/quick/`,
    deadlineMs: 30_000,
    answer: { code: 'code', message: 'msg', data: 'data', okCode: '0' },
    codes: { '1004': 'no-order', '1006': 'unknown-request', '2001': 'refused', '2002': 'nonce-stale' },
    states: { processing: 'processing', issued: 'issued', refused: 'refused' },
    endpoints: {
      findOrder: {
        method: 'GET',
        path: 'order.do',
        params: { chipNumber: 'chipNo' },
        result: { orderNumber: 'orderNo', unitName: 'unitName', certificateSerialNumber: 'certSerial' },
      },
      requestNonce: {
        method: 'POST',
        path: 'nonce.do',
        params: { orderNumber: 'orderNo' },
        result: { nonce: 'nonce' },
      },
      submit: {
        method: 'POST',
        path: 'submit.do',
        params: {
          orderId: 'requestId',
          orderNumber: 'orderNo',
          agentName: 'agentName',
          agentPhone: 'agentPhone',
          pkcs10: 'pkcs10',
          proof: 'proof',
        },
        result: { orderNumber: 'orderNo', state: 'state' },
      },
      askStatus: {
        method: 'GET',
        path: 'status.do',
        params: { orderId: 'requestId' },
        result: { state: 'state', reason: 'reason' },
      },
      download: {
        method: 'GET',
        path: 'download.do',
        params: { orderId: 'requestId' },
        result: { certificates: 'p7b' },
      },
    },
  },
  pinnedCaCertificates: [],
  // Sister services of the same city renew from 3 months before the end until a year after (FIELD §1).
  renewalWindow: { daysBeforeExpiry: 90, daysAfterExpiry: 365 },
};
