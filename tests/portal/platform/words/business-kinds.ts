// The four jobs that the platform does by order, with its words for them.

export const businessKinds = ['new', 'update', 'change', 'reissue'] as const;
export type BusinessKind = (typeof businessKinds)[number];

export interface BusinessWords {
  /** As the manual calls it. */
  readonly name: string;
  /** Under its tile on the home page, from the manual. */
  readonly hint: string;
  /** First letters of its order numbers. */
  readonly orderPrefix: string;
  /** Box of 操作类型 that is ticked on the 数字证书申请表. */
  readonly operation: string;
  /** The new certificate goes onto a U盾 that the clerk has; otherwise a U盾 comes by post. */
  readonly isForToken: boolean;
}

export const businessWords: Readonly<Record<BusinessKind, BusinessWords>> = {
  new: {
    name: '证书新办',
    hint: '用户首次申请证书时办理此项业务',
    orderPrefix: 'XB',
    operation: '证书申请',
    isForToken: false,
  },
  update: {
    name: '证书更新',
    hint: '更新延长证书有效期时办理此项业务',
    orderPrefix: 'GX',
    operation: '证书更新',
    isForToken: true,
  },
  change: {
    name: '证书变更',
    hint: '证书信息发生变化时，办理此业务',
    orderPrefix: 'BG',
    operation: '证书信息变更',
    isForToken: true,
  },
  reissue: {
    name: '证书补办',
    hint: '用户证书丢失时，需要办理此项业务',
    orderPrefix: 'BB',
    operation: '证书补办',
    isForToken: false,
  },
};
