// The states of a platform order, and what 订单查询 calls them.

export const orderStates = ['draft', 'submitted', 'rejected', 'approved', 'making', 'posted', 'downloaded'] as const;
export type OrderState = (typeof orderStates)[number];

/** `draft`: not submitted, whatever has been filled in and uploaded. */
export const orderStateWords: Readonly<Record<OrderState, string>> = {
  draft: '待提交',
  submitted: '资料待审核',
  rejected: '审核不通过',
  approved: '审核通过',
  making: '制作中',
  posted: '已邮寄',
  downloaded: '已下载',
};
