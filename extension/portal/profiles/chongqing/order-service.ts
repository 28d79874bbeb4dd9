// The CA's order service behind Chongqing's platform: what its calls, fields and codes are named.
import type { OrderService } from '../../../../shared/order-service.ts';
import { platform } from './platform.ts';

export const chongqingOrderService: OrderService = {
  // The manual shows the pages; of what they call nothing is public.
  confirmed: false,
  baseUrl: `${platform}/easyca/netpay/quick/`,
  deadlineMs: 30_000,
  answer: { code: 'code', message: 'msg', data: 'data', okCode: '0' },
  codes: {
    '1004': 'no-order',
    '1006': 'unknown-request',
    '2001': 'refused',
    '2002': 'nonce-stale',
    '9001': 'logged-out',
  },
  states: { processing: 'processing', issued: 'issued', refused: 'refused' },
  endpoints: {
    findOrder: {
      method: 'GET',
      path: 'order.do',
      params: { chipNumber: 'chipNo' },
      result: { orderNumber: 'orderNo', unitName: 'unitName', certificateSerialNumber: 'certSerial' },
    },
    readOrder: {
      method: 'GET',
      path: 'order.do',
      params: { orderNumber: 'orderNo' },
      result: { unitName: 'unitName', certificateSerialNumber: 'certSerial', chipNumber: 'chipNo' },
    },
    readOrderSubject: {
      method: 'GET',
      path: 'subject.do',
      params: { orderNumber: 'orderNo' },
      result: { subject: 'subject', extensions: 'extensions', attributeType: 'type', attributeValue: 'value' },
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
      result: { certificates: 'p7b', encryptionKey: 'encPrivateKey' },
    },
    confirmInstallation: {
      method: 'POST',
      path: 'confirm.do',
      params: { orderId: 'requestId', certificateSerialNumber: 'certSerial' },
      result: {},
    },
  },
};
