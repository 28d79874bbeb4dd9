// Names by which Windows knows the product.

/** The host's executable inside its version folder. */
export const hostExeName = 'shebao-cert-host.exe';

export const productNames = {
  chinese: { product: '社保证书助手', host: '社保证书助手本机程序', publisher: '社保证书助手' },
  english: {
    product: 'Shebao Certificate Assistant',
    host: 'Shebao Certificate Assistant native host',
    publisher: 'Shebao Certificate Assistant',
  },
} as const;

/** Windows counts versions in four numbers. @throws Error for a version that is not three numbers */
export function toFileVersion(version: string): string {
  if (!/^\d{1,3}\.\d{1,3}\.\d{1,5}$/.test(version)) throw new Error(`${version} cannot be a Windows version`);
  return `${version}.0`;
}
