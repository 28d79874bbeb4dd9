// 订单查询, as a page and as data.
import type { Hono } from 'hono';
import { describeOrder, type OrderDescription } from '../../platform/describe-order.ts';
import { platformPath } from '../site-urls.ts';
import { type Doors, json, type Visit } from './visit.ts';

const linkClasses = { '': '', 下载: 'btn-download', 重新上传: 'btn-again', 继续办理: 'btn-resume' } as const;

/** The account's orders, newest first; what was begun and never filled in is none. */
function listOrders({ desk, phone }: Visit): OrderDescription[] {
  return desk.records.applications
    .list()
    .filter((one) => one.phone === phone && one.isFormEntered)
    .toSorted((one, other) => other.createdAt.localeCompare(one.createdAt))
    .map(describeOrder);
}

export function addOrderRoutes(site: Hono, doors: Doors): void {
  site.get(
    `${platformPath}order/list.jsp`,
    doors.page((visit) => {
      const orders = listOrders(visit).map((order) => ({ ...order, urlClass: linkClasses[order.urlName] }));
      return visit.show('list', '订单查询', { orders, hasOrders: orders.length > 0, place: [{ name: '订单查询' }] });
    }),
  );
  site.on(
    ['GET', 'POST'],
    `${platformPath}order/list.do`,
    doors.script((visit) => json('0', '操作成功', listOrders(visit))),
  );
}
