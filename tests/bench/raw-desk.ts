// The process that makes PKCS#11 calls and nothing else (raw-renewal.ts), told what to do.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { MadeToken } from '../portal/token/make-token.ts';

const script = fileURLToPath(new URL('raw-renewal.ts', import.meta.url));

/** @param kept CKA_IDs (hex) of what is on the token before and after every run */
export function startRawDesk(token: MadeToken, environment: NodeJS.ProcessEnv, kept: readonly string[]) {
  const { module, chipNumber, pin, keyAlgorithm } = token;
  const env = { ...process.env, ...environment };
  const child = fork(script, [module, chipNumber, pin, keyAlgorithm, ...kept], { env });
  return {
    /** @returns ms */
    async tell(command: 'renew' | 'clean'): Promise<number> {
      child.send(command);
      const [time] = await once(child, 'message');
      return time as number;
    },
    close: () => child.disconnect(),
  };
}
