// What a test does at the platform without a browser: accounts, captchas, orders, the reviewer's decisions.
import { createAccount, type NewAccount } from './accounts.ts';
import { moveApplication, putApplication } from './applications.ts';
import { describeOrder, type OrderDescription } from './describe-order.ts';
import { type PlacedOrder, placeOrder } from './place-order.ts';
import type { PlatformDesk } from './platform-desk.ts';
import type { Application } from './platform-records.ts';
import { type Decision, reviewApplication } from './review-application.ts';
import { expireSessions, readCaptcha } from './sessions.ts';

/** An order as the platform keeps it, with the words that 订单查询 has for it. */
type ShownApplication = Application & Pick<OrderDescription, 'statusName'>;

export interface PlatformOffice {
  /** Makes an account. Throws with the platform's words when it is refused. */
  createAccount(account: NewAccount): Promise<void>;
  /** Answer of the captcha drawn last: in the session with this JSESSIONID, or in any. */
  readCaptcha(sessionId?: string): string | undefined;
  /** Code of the text message sent last to this phone. */
  readSmsCode(phone: string): string | undefined;
  /** Lets sessions run out at once: those of one account, or all. */
  expireSessions(phone?: string): Promise<void>;
  /** An order up to 资料待审核, without any page. */
  placeOrder(order: PlacedOrder): Promise<ShownApplication>;
  /** Decides on a submitted order. Throws when it is in no state for this. */
  review(orderNo: string, decision: Decision): Promise<ShownApplication>;
  readApplication(orderNo: string): ShownApplication | undefined;
  /** All, or those of one account; newest first. */
  listApplications(phone?: string): ShownApplication[];
}

const show = (application: Application): ShownApplication => ({
  ...application,
  statusName: describeOrder(application).statusName,
});

export function createPlatformOffice(desk: PlatformDesk): PlatformOffice {
  const { applications, textMessages } = desk.records;
  return {
    createAccount: async (account) => {
      const refusal = await createAccount(desk, account);
      if (refusal) throw new Error(refusal);
    },
    readCaptcha: (sessionId) => readCaptcha(desk, sessionId),
    readSmsCode: (phone) => textMessages.get(phone)?.code,
    expireSessions: (phone) => expireSessions(desk, phone),
    placeOrder: async (order) => show(await placeOrder(desk, order)),
    review: async (orderNo, decision) => show(await reviewApplication(desk, orderNo, decision)),
    readApplication: (orderNo) => {
      const application = applications.get(orderNo);
      return application && show(application);
    },
    listApplications: (phone) =>
      applications
        .list()
        .filter((one) => phone === undefined || one.phone === phone)
        .toSorted((one, other) => other.createdAt.localeCompare(one.createdAt))
        .map(show),
  };
}

/** Makes a platform order 已下载 once its certificate is on the U盾; other orders are none of the platform's. */
export async function markDownloaded(desk: PlatformDesk, orderNo: string): Promise<void> {
  const application = desk.records.applications.get(orderNo);
  if (application?.state === 'approved') await putApplication(desk, moveApplication(application, 'downloaded'));
}
