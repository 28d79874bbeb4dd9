// The routes of the order service, `…/easyca/netpay/quick/*.do`: parameters in, JSON with a code out.
import { X509Certificate } from 'node:crypto';
import { type Context, Hono } from 'hono';
import { disturbLine, type PortalEnv } from '../faults/disturb-line.ts';
import type { Endpoint } from '../faults/fault-board.ts';
import { type Answer, answer, noOpenOrder, noOrderForChip, refuse, unknownRequest } from './answer.ts';
import { confirmInstallation } from './confirm-installation.ts';
import { deliverCertificate } from './deliver-certificate.ts';
import { openNonce } from './open-nonce.ts';
import { findOpenRenewal } from './open-order.ts';
import type { OrderDesk } from './order-desk.ts';
import { showSubject } from './show-subject.ts';
import type { Issuing } from './start-issuing.ts';
import { submitRequest } from './submit-request.ts';

type Parameters = (name: string) => string;

/** Query and form fields alike, as a servlet's getParameter; a field that is missing is empty. */
async function readParameters(context: Context): Promise<Parameters> {
  const isForm = context.req.header('content-type')?.startsWith('application/x-www-form-urlencoded');
  const form = new URLSearchParams(isForm ? await context.req.text() : '');
  return (name) => context.req.query(name) ?? form.get(name) ?? '';
}

/** By its number when the page knows it (an order of the platform), else by the chip. */
function findOrder(desk: OrderDesk, orderNo: string, chipNumber: string): Answer {
  const order = orderNo === '' ? findOpenRenewal(desk, chipNumber) : desk.records.orders.get(orderNo);
  if (orderNo === '' && !order) return noOrderForChip;
  if (!order?.isOpen) return noOpenOrder;
  const { serialNumber } = new X509Certificate(order.oldCertificatePem);
  const found = { orderNo: order.orderNo, unitName: order.unit.unitName, certSerial: serialNumber };
  return answer(orderNo === '' ? found : { ...found, chipNo: order.chipNumber, type: order.kind ?? 'renew' });
}

async function submit(desk: OrderDesk, issuing: Issuing, parameters: Parameters, site: string): Promise<Answer> {
  const submission = {
    requestId: parameters('requestId'),
    orderNo: parameters('orderNo'),
    agentName: parameters('agentName'),
    agentPhone: parameters('agentPhone'),
    pkcs10: parameters('pkcs10'),
    proof: parameters('proof'),
  };
  if (Object.values(submission).some((value) => value === '')) return refuse('请求参数不完整');
  const outcome = await submitRequest(desk, submission, site);
  if (outcome.code === '0') issuing.schedule(submission.requestId);
  return outcome;
}

async function findStatus(desk: OrderDesk, requestId: string): Promise<Answer> {
  if (desk.records.requests.get(requestId)?.state === 'processing' && desk.faults.take(['forget'], 'status'))
    await desk.inTurn(() => desk.records.requests.remove(requestId));
  const request = desk.records.requests.get(requestId);
  if (!request) return unknownRequest;
  return answer({ state: request.state, ...(request.reason === undefined ? {} : { reason: request.reason }) });
}

/** The order service as a site of its own, below `path`. */
export function createOrderService(
  desk: OrderDesk,
  issuing: Issuing,
  path: string,
  isLoggedIn: (context: Context) => Promise<boolean>,
): Hono<PortalEnv> {
  const service = new Hono<PortalEnv>().basePath(path);
  service.use(disturbLine(desk.faults));
  const serve = (
    methods: string[],
    endpoint: Endpoint,
    handle: (parameters: Parameters, site: string) => Answer | Promise<Answer>,
  ) =>
    service.on(methods, `${endpoint}.do`, async (context) => {
      if (desk.faults.take(['wantLogin'], endpoint) && !(await isLoggedIn(context)))
        return context.redirect('/easyca/netpay/?timeout=1');
      const refusal = desk.faults.take(['refuse'], endpoint);
      if (refusal) return context.json(refuse(refusal.reason ?? '审核未通过'));
      return context.json(await handle(await readParameters(context), `http://${context.req.header('host') ?? ''}`));
    });
  serve(['GET', 'POST'], 'order', (parameters) => findOrder(desk, parameters('orderNo'), parameters('chipNo')));
  serve(['POST'], 'nonce', (parameters) => openNonce(desk, parameters('orderNo')));
  serve(['GET', 'POST'], 'subject', (parameters) => showSubject(desk, parameters('orderNo')));
  serve(['POST'], 'submit', (parameters, site) => submit(desk, issuing, parameters, site));
  serve(['GET', 'POST'], 'status', (parameters) => findStatus(desk, parameters('requestId')));
  serve(['GET', 'POST'], 'download', (parameters) => deliverCertificate(desk, parameters('requestId')));
  serve(['POST'], 'confirm', (parameters) =>
    confirmInstallation(desk, parameters('requestId'), parameters('certSerial')),
  );
  return service;
}
