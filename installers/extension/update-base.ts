// Where a firm keeps updates.xml, the CRX and the XPI, e.g. https://intranet.example/shebao.

/** SHEBAO_UPDATE_BASE without a slash at its end, or undefined. @throws Error when it is no http or https address */
export function readUpdateBase(environment: NodeJS.ProcessEnv = process.env): string | undefined {
  const base = environment.SHEBAO_UPDATE_BASE;
  if (!base) return undefined;
  const { protocol } = new URL(base);
  if (protocol !== 'https:' && protocol !== 'http:') throw new Error(`SHEBAO_UPDATE_BASE: ${protocol} is not http`);
  return base.replace(/\/+$/, '');
}
