// Libraries of PKCS#11 and SKF that are known by their file names, in the order in which they are tried: vendors before general ones.
// Taken from vendors' packages and CAs' own brandings of them. A list is never complete; an administrator adds the rest in host.json.

/** By which interface a library is called: PKCS#11, or SKF (GM/T 0016). */
export type ModuleKind = 'pkcs11' | 'skf';

/** File names by platform; the same product often ships several. */
export interface KnownDriver {
  readonly name: string;
  /** PKCS#11 where it is not said. */
  readonly kind?: ModuleKind;
  readonly win32?: readonly string[];
  readonly linux?: readonly string[];
  readonly darwin?: readonly string[];
}

export const knownDrivers: readonly KnownDriver[] = [
  {
    name: '飞天诚信 ePass2003',
    win32: ['eps2003csp11.dll', 'eps2003csp11v2.dll'],
    linux: ['libcastle.so.1.0.0', 'libcastle_v2.so.1.0.0'],
    darwin: ['libcastle.1.0.0.dylib'],
  },
  {
    name: '飞天诚信 ePass1000/2000/3000',
    win32: ['ep1pk111.dll', 'ep2pk11.dll', 'ngp11v211.dll'],
    linux: ['libepsng_p11.so'],
    darwin: ['libepsng_p11.dylib'],
  },
  {
    name: '飞天诚信 ePass3003',
    win32: ['ShuttleCsp11_3003.dll', 'HCCBCSP11.dll', 'ZJCAePassP11v211.dll'],
    linux: ['libshuttle_p11v220.so.1.0.0'],
    darwin: ['libshuttle_p11v220.1.0.0.dylib', 'libshuttle_p11v220.dylib'],
  },
  { name: '飞天诚信 ePass3000GM', win32: ['ZJCAePass3000gm.dll'] },
  {
    name: '龙脉 mToken GM3000',
    win32: ['gm3000_pkcs11.dll', 'GM3000ZJCA_P11.dll'],
    linux: ['libgm3000_pkcs11.so'],
  },
  {
    name: '龙脉 CryptoID',
    win32: ['CryptoIDA_pkcs11.dll', 'lm_cryptoide_pkcs11.dll'],
    linux: ['liblm_cryptoide_pkcs11.so'],
    darwin: ['liblm_cryptoide_pkcs11.dylib'],
  },
  { name: '海泰方圆 HaiKey', win32: ['HtPkcs11.dll', 'HtPkcs1120066.dll', 'HtPkcs1120240.dll'] },
  {
    name: '握奇 WatchKey',
    win32: ['WDPKCS.dll', 'SignatureP11.dll'],
    linux: ['libwdpkcs.so', 'libwdpkcs_SignatureP11.so'],
    darwin: ['libwdpkcs.dylib'],
  },
  { name: '北京CA', win32: ['bjcacsp11_3k.dll', 'bjcacsp11_ft11.dll'] },
  { name: 'ArgusKey', win32: ['arguskey_csp11.dll'] },
  {
    name: 'SafeNet eToken / IDPrime',
    win32: ['eTPKCS11.dll', 'IDPrimePKCS1164.dll'],
    linux: ['libeTPkcs11.so', 'libIDPrimePKCS11.so'],
    darwin: ['libeTPkcs11.dylib', 'libIDPrimePKCS11.dylib'],
  },
  // SKF, after every PKCS#11 library: of two that show one token the first one keeps it, unless it cannot do the job.
  {
    name: '飞天诚信 ePass3000GM (SKF)',
    kind: 'skf',
    win32: ['FTGM_x64.dll', 'FTGM.dll', 'ZJCAePass3000gm.dll'],
    linux: ['libes_3000gm.so.1.0.0'],
  },
  { name: '飞天诚信 ePass3001GM (SKF)', kind: 'skf', win32: ['ft3001_p0313_gm_x64.dll', 'ft3001_p0313_gm.dll'] },
  {
    name: '龙脉 mToken GM3000 (SKF)',
    kind: 'skf',
    win32: [
      'mtoken_gm3000.dll',
      'mtoken_gm3000_hnca.dll',
      'mtoken_gm3000_xjca.dll',
      'gm3000_bjca.dll',
      'GM3000SKF_ZJCA.dll',
      'mtoken_gm3000_pcsc.dll',
    ],
    linux: ['libgm3000.1.0.so', 'libgm3000_scard.1.0.so'],
    darwin: ['libgm3000.1.0.dylib'],
  },
  {
    name: '龙脉 mToken K5/K7 (SKF)',
    kind: 'skf',
    win32: ['mtoken_k5.dll', 'mtoken_k7.dll'],
    linux: ['libk5.1.0.so', 'libk7.1.0.so'],
    darwin: ['libk5.1.0.dylib', 'libk7.1.0.dylib'],
  },
  {
    name: '海泰方圆 HaiKey (SKF)',
    kind: 'skf',
    win32: ['SKFAPI20066.dll', 'SKFAPI20069.dll', 'SKFAPI20240.dll', 'SKFAPI20549.dll', 'SKFAPI30098.dll'],
  },
  {
    name: '中天信安 USK217/USK218 (SKF)',
    kind: 'skf',
    win32: [
      'USK218_GM_x64.dll',
      'USK218_P1011_GM_x64.dll',
      'USK217_GM_x64.dll',
      'USK218_GM.dll',
      'USK218_P1011_GM.dll',
      'USK217_GM.dll',
    ],
  },
  {
    name: '林果 LG3073/LG3056 (SKF)',
    kind: 'skf',
    win32: ['lgu3073_p1514_gm_x64.dll', 'lgu3056_p1020_gm_x64.dll', 'lgu3073_p1514_gm.dll', 'lgu3056_p1020_gm.dll'],
  },
  {
    name: '中孚 AK5018/AK5019 (SKF)',
    kind: 'skf',
    win32: [
      'axtx5018_gm_x64.dll',
      'axtx5019_p1511_gm_x64.dll',
      'axtx5018_gm.dll',
      'axtx5019_p1511_gm.dll',
      'SmartCTCAPIHID.dll',
    ],
  },
  { name: '华大 (SKF)', kind: 'skf', win32: ['HD_GMCAIS.dll', 'SKF_APP_LNCA.dll'] },
  { name: '赢达信 (SKF)', kind: 'skf', win32: ['WTSKFInterface.dll'] },
  { name: 'OpenSC', win32: ['opensc-pkcs11.dll'], linux: ['opensc-pkcs11.so'], darwin: ['opensc-pkcs11.so'] },
  {
    name: 'SoftHSM2',
    win32: ['softhsm2-x64.dll', 'softhsm2.dll'],
    linux: ['libsofthsm2.so'],
    darwin: ['libsofthsm2.so'],
  },
];

/** Folders in which drivers are installed, by platform. On Windows `%NAME%` stands for an environment variable. */
export const driverFolders: Readonly<Record<'win32' | 'linux' | 'darwin', readonly string[]>> = {
  win32: [
    '%SystemRoot%\\System32',
    '%SystemRoot%\\SysWOW64',
    '%ProgramFiles%\\OpenSC Project\\OpenSC\\pkcs11',
    '%ProgramFiles%\\SoftHSM2\\lib',
  ],
  linux: [
    '/usr/lib/softhsm',
    '/usr/lib/x86_64-linux-gnu',
    '/usr/lib/x86_64-linux-gnu/softhsm',
    '/usr/lib/aarch64-linux-gnu',
    '/usr/lib/aarch64-linux-gnu/softhsm',
    '/usr/lib64',
    '/usr/lib64/pkcs11',
    '/usr/lib',
    '/usr/lib/pkcs11',
    '/usr/local/lib',
    '/usr/local/lib/softhsm',
    '/opt/lm-gm3000/lib',
    '/opt/apps/com.longmai.gm3000user/files/lib',
  ],
  darwin: [
    '/Library/OpenSC/lib',
    '/usr/local/lib',
    '/usr/local/lib/softhsm',
    '/opt/homebrew/lib',
    '/opt/homebrew/lib/softhsm',
  ],
};
