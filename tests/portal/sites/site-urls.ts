// Where the two simulated sites and their pages live, as a browser sees them.

/** Which of the two looks of the sites a portal serves. */
export type PortalVariant = 'gbk' | 'frames';

/** `Host` header of each site; a browser leaves out port 80. */
export const bureauHost = 'rlsbj.cq.gov.cn';
export const platformHost = 'os.ezca.org:8001';

export const bureauOrigin = `http://${bureauHost}`;
export const platformOrigin = `http://${platformHost}`;

/** Path of the self-service platform; its login page when asked for alone. */
export const platformPath = '/easyca/netpay/';

/** Path under which both quick-update pages and the order service stand. */
export const quickPath = '/easyca/netpay/quick/';

/** The quick-update page of each variant, by its own URL. */
export const quickPageUrls: Record<PortalVariant, string> = {
  gbk: `${platformOrigin}${quickPath}update.jsp`,
  frames: `${platformOrigin}${quickPath}renew.jsp`,
};

/** What 「证书更新」 on the 网上申报 page leads to: the quick page itself, or a frameset around it. */
export const updateUrls: Record<PortalVariant, string> = {
  gbk: quickPageUrls.gbk,
  frames: `${bureauOrigin}/wyb/frame/index.htm`,
};
