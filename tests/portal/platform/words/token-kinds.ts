// The 钥匙盘 table. The manual names its first row only; the other three are there as pictures, so their names are ours.

export interface TokenKind {
  readonly id: string;
  readonly name: string;
  /** Name of the file behind 下载驱动. */
  readonly driverFile: string;
}

export const tokenKinds: readonly TokenKind[] = [
  { id: '1', name: '社保网上申报用户专用', driverFile: 'ezca_sb_driver.zip' },
  { id: '2', name: '电子税务局用户专用', driverFile: 'ezca_sw_driver.zip' },
  { id: '3', name: '公共资源交易用户专用', driverFile: 'ezca_ggzy_driver.zip' },
  { id: '4', name: '住房公积金用户专用', driverFile: 'ezca_gjj_driver.zip' },
];
