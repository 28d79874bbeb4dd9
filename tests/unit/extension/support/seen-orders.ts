// Orders as a page or the platform's list tells them, for tests of what follows from them.
import type { SeenOrder } from '../../../../extension/portal/page-messages.ts';

export function makeSeen(change: Partial<SeenOrder> = {}): SeenOrder {
  return {
    orderNumber: 'BG20261124000001',
    kind: '证书变更',
    unitName: '重庆山城机械制造有限公司',
    state: '资料待审核',
    orderedAt: '2026-11-24 09:30:00',
    reasons: [],
    express: '',
    ...change,
  };
}

/** The same as the platform's JSON. */
export function toRow({ orderNumber, kind, unitName, state, orderedAt, reasons, express }: SeenOrder) {
  const [expressName = '', expressNo = ''] = express.split('：');
  return {
    orderNo: orderNumber,
    typeName: kind,
    unitName,
    applyTime: orderedAt,
    statusName: state,
    reasons: reasons.map(({ material, reason }) => ({ name: material, reason })),
    expressName,
    expressNo,
  };
}
