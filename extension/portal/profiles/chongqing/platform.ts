// Where the CA's self-service platform stands (manual, 三).

export const platform = 'http://os.ezca.org:8001';

/** The bureau and the platform as the manual of 2018 has them, and as they may have moved since: by https, and by the usual port. */
export const chongqingOrigins = [
  'http://rlsbj.cq.gov.cn',
  'https://rlsbj.cq.gov.cn',
  platform,
  'https://os.ezca.org:8001',
  'http://os.ezca.org',
  'https://os.ezca.org',
];
