// A message to the host and back over an open port in Chromium, over a host that only echoes.
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromiumExtensionId, nativeHostName } from '../../shared/product-ids.ts';
import { openClerkBrowser } from '../support/browser/clerk-browser.ts';
import { makeScratch } from '../support/files/scratch.ts';
import { startReadyPortal } from '../support/portal/start-ready-portal.ts';
import { type BenchResult, median } from './measure.ts';

const echoName = 'cn.shebao.echo';
const echoScript = "process.stdin.on('data', (chunk) => process.stdout.write(chunk));";
const rounds = 300;

export async function benchPing(): Promise<BenchResult> {
  const scratch = makeScratch();
  const portal = await startReadyPortal({ stateDir: join(scratch.folder, 'portal') });
  const clerk = await openClerkBrowser({ folder: scratch.folder, portal, hostEnvironment: scratch.hostEnvironment });
  try {
    const manifests = join(scratch.folder, 'chromium', 'NativeMessagingHosts');
    const launcher = join(scratch.folder, 'echo.sh');
    writeFileSync(launcher, `#!/bin/sh\nexec '${process.execPath}' -e "${echoScript}"\n`);
    chmodSync(launcher, 0o755);
    const manifest = JSON.parse(readFileSync(join(manifests, `${nativeHostName}.json`), 'utf8'));
    writeFileSync(join(manifests, `${echoName}.json`), JSON.stringify({ ...manifest, name: echoName, path: launcher }));
    await clerk.page.goto(`chrome-extension://${chromiumExtensionId}/operation.html`);
    const [ours, theirs] = await clerk.page.evaluate(
      async (names: string[], count: number) => {
        const { runtime } = (
          globalThis as unknown as {
            chrome: {
              runtime: {
                connectNative(name: string): {
                  postMessage(message: unknown): void;
                  onMessage: { addListener(listener: () => void): void };
                };
              };
            };
          }
        ).chrome;
        const ports = names.map((name) => {
          const port = runtime.connectNative(name);
          let answered: () => void = () => undefined;
          port.onMessage.addListener(() => answered());
          return async () => {
            const startedAt = performance.now();
            const answer = new Promise<void>((resolve) => {
              answered = resolve;
            });
            port.postMessage({
              id: 'ping',
              command: 'hello',
              params: { protocolMin: 1, protocolMax: 1, extensionVersion: '0' },
            });
            await answer;
            return performance.now() - startedAt;
          };
        });
        for (const ping of ports) for (let warm = 0; warm < 20; warm += 1) await ping();
        const times: number[][] = ports.map(() => []);
        for (let round = 0; round < count; round += 1)
          for (const [index, ping] of ports.entries()) times[index]?.push(await ping());
        return times;
      },
      [nativeHostName, echoName],
      rounds,
    );
    const [our, their] = [median(ours ?? []), median(theirs ?? [])];
    return {
      name: 'browser ping over an open port over a bare echo host',
      ratio: our / their,
      goal: 1.2,
      unit: '×',
      note: `${our.toFixed(2)} ms over ${their.toFixed(2)} ms, medians of ${rounds}`,
    };
  } finally {
    await clerk.close();
    await portal.close();
    scratch.remove();
  }
}
