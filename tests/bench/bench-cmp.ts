// A whole renewal with the host started for it, over the same with other people's programs: a key by pkcs11-tool, RFC 4210's
// key update by `openssl cmp` with the old and the new key on the token, the certificate written by pkcs11-tool.
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startPortal } from '../portal/start-portal.ts';
import { makeToken } from '../portal/token/make-token.ts';
import { makeScratch } from '../support/files/scratch.ts';
import { startHost } from '../support/host/host-client.ts';
import { exampleUnit } from '../support/portal/units.ts';
import { type BenchResult, compare } from './measure.ts';
import { startRawDesk } from './raw-desk.ts';
import { type RenewalScene, renewOnHost } from './renew-on-host.ts';

const execute = promisify(execFile);
const engine = '/usr/lib/x86_64-linux-gnu/engines-3/pkcs11.so';
const keyName = (id: string) => `pkcs11:token=bench;id=%${id};type=private`;

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address ? address.port : 0;
}

/** OpenSSL's mock CA knows one certificate: it answers with it, whose key must be there before, and only updates it. */
async function openPeer({ scratch, portal, token }: RenewalScene, environment: NodeJS.ProcessEnv) {
  const file = (name: string) => join(scratch.folder, name);
  const { module, pin, label } = token;
  writeFileSync(
    file('engine.cnf'),
    ['openssl_conf = main', '[main]', 'engines = engines', '[engines]', 'pkcs11 = pkcs11', '[pkcs11]']
      .concat(['engine_id = pkcs11', `dynamic_path = ${engine}`, `MODULE_PATH = ${module}`, `PIN = ${pin}`, 'init = 1'])
      .join('\n'),
  );
  const options = { env: { ...process.env, ...environment, OPENSSL_CONF: file('engine.cnf') } };
  const tool = (...args: string[]) =>
    execute('pkcs11-tool', ['--module', module, '--token-label', label, '--login', '--pin', pin, ...args], options);
  const makeKey = (id: string) => tool('--keypairgen', '--key-type', 'EC:prime256v1', '--id', id);
  await makeKey('02');
  const withEngine = ['-engine', 'pkcs11', '-keyform', 'engine'];
  const csr = ['req', '-new', ...withEngine, '-key', keyName('02'), '-subj', '/CN=bench', '-outform', 'DER'];
  await execute('openssl', [...csr, '-out', file('bench.csr')], options);
  const [notBefore, notAfter] = [new Date(), new Date(Date.now() + 86_400_000)];
  const pkcs10 = readFileSync(file('bench.csr'));
  writeFileSync(file('new.pem'), await portal.issueCertificate({ pkcs10, unit: exampleUnit, notBefore, notAfter }));
  const subject = ['-subj', '/CN=CMP server', '-days', '30'];
  const selfSigned = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', file('server.key'), ...subject];
  await execute('openssl', [...selfSigned, '-out', file('server.pem')]);
  const port = await findFreePort();
  const server = spawn(
    'openssl',
    [
      'cmp',
      '-port',
      String(port),
      '-srv_cert',
      file('server.pem'),
      '-srv_key',
      file('server.key'),
      '-srv_trusted',
    ].concat([portal.caCertificates.chain, '-rsp_cert', file('new.pem'), '-max_msgs', '0']),
    { stdio: ['ignore', 'pipe', 'ignore'] },
  );
  // It says where it listens, and a line a request.
  await once(server.stdout, 'data');
  server.stdout.resume();
  return {
    async renew(): Promise<number> {
      const startedAt = performance.now();
      await makeKey('03');
      await execute(
        'openssl',
        ['cmp', '-cmd', 'kur', '-server', `127.0.0.1:${port}/pkix/`, ...withEngine, '-key', keyName('01'), '-newkey']
          .concat([
            keyName('02'),
            '-cert',
            token.certificatePem,
            '-oldcert',
            file('new.pem'),
            '-trusted',
            file('server.pem'),
            '-implicit_confirm',
          ])
          .concat(['-certout', file('delivered.pem'), '-out_trusted', portal.caCertificates.chain]),
        options,
      );
      await tool('--write-object', file('delivered.pem'), '--type', 'cert', '--id', '03');
      return performance.now() - startedAt;
    },
    close: () => server.kill(),
  };
}

export async function benchCmp(runs: number, goal: number): Promise<BenchResult> {
  const scratch = makeScratch();
  const portal = await startPortal({ stateDir: join(scratch.folder, 'portal') });
  const made = { dir: join(scratch.folder, 'hsm'), label: 'bench', pin: '135790', keyAlgorithm: 'P-256' } as const;
  const token = await makeToken({ ...made, unit: exampleUnit, portal });
  const scene = { scratch, portal, token };
  const environment = { ...scratch.hostEnvironment, SOFTHSM2_CONF: token.softhsmConf };
  const peer = await openPeer(scene, environment);
  const raw = startRawDesk(token, environment, ['01', '02']);
  const ours = async () => {
    const host = startHost({ environment });
    const { listMs, renewalMs } = await renewOnHost(host, scene);
    await host.close();
    await raw.tell('clean');
    return listMs + renewalMs;
  };
  const theirs = async () => {
    const time = await peer.renew();
    await raw.tell('clean');
    return time;
  };
  try {
    return await compare('whole renewal, host started for it, over openssl cmp, P-256', runs, ours, theirs, goal);
  } finally {
    raw.close();
    peer.close();
    await portal.close();
    scratch.remove();
  }
}
