// Where a firm keeps updates.xml, the CRX and the XPI, e.g. https://intranet.example/shebao.

/**
 * SHEBAO_UPDATE_BASE without a slash at its end, or undefined. Over http anybody on the line could hold an update back or,
 * in Firefox by policy, put another add-on in its place. @throws Error when it is no plain https address
 */
export function readUpdateBase(environment: NodeJS.ProcessEnv = process.env): string | undefined {
  const base = environment.SHEBAO_UPDATE_BASE;
  if (!base) return undefined;
  const { protocol, username, password, search, hash } = new URL(base);
  if (protocol !== 'https:') throw new Error(`SHEBAO_UPDATE_BASE: ${protocol} is not https`);
  if (username || password || search || hash)
    throw new Error('SHEBAO_UPDATE_BASE: no name, password, query or fragment may be in it');
  return base.replace(/\/+$/, '');
}
