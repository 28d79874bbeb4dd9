// opencryptoki's service and its software token, which belong to the whole machine.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runTool } from '../../installers/tools/run-tool.ts';
import type { Portal } from '../portal/start-portal.ts';
import { makeToken } from '../portal/token/make-token.ts';
import { makeScratch } from '../support/files/scratch.ts';
import { exampleUnit } from '../support/portal/units.ts';
import { waitUntil } from '../support/wait-until.ts';
import type { ModuleSetup } from './whole-life.ts';

const module = '/usr/lib/x86_64-linux-gnu/opencryptoki/libopencryptoki.so.0';
const storage = '/var/lib/opencryptoki/swtok';
const sharedMemory = '/dev/shm/var.lib.opencryptoki.swtok';
/** Where the software token stands in the package's configuration. */
const slot = '3';
/** The administrator's PIN of a new token, and ours. */
const [firstAdminPin, adminPin] = ['87654321', '12345678'];
const pin = '13572468';

/** Only when it is asked for, as root, on a machine whose token may be made anew. */
export const isOpencryptokiAskedFor = process.env.TEST_OPENCRYPTOKI === '1' && existsSync(module);

const use = (...args: string[]) => runTool('pkcs11-tool', ['--module', module, '--slot', slot, ...args]);

/** The machine's software token, made anew, and its service started. Not beside another one. */
export async function setUpOpencryptoki(portal: Portal): Promise<ModuleSetup> {
  // As it was installed: a token that was made before cannot be made anew (its C_Login of the administrator fails then).
  for (const name of ['MK_SO', 'MK_USER', 'NVTOK.DAT']) rmSync(join(storage, name), { force: true });
  for (const name of readdirSync(join(storage, 'TOK_OBJ'))) rmSync(join(storage, 'TOK_OBJ', name));
  rmSync(sharedMemory, { force: true });
  // It goes to the background by itself.
  spawnSync('pkcsslotd', []);
  await waitUntil(() => spawnSync('pkcs11-tool', ['--module', module, '-L']).status === 0);
  const maker = {
    open: async (tokenDirectory: string) => ({ configFile: '', tokenDirectory, other: { module, environment: {} } }),
    async findOrMake(_hsm: unknown, { label }: { label: string }) {
      await use('--init-token', '--label', label, '--so-pin', firstAdminPin);
      const asAdmin = ['--login', '--login-type', 'so'];
      await use(...asAdmin, '--so-pin', firstAdminPin, '--change-pin', '--new-pin', adminPin);
      await use(...asAdmin, '--so-pin', adminPin, '--init-pin', '--new-pin', '1357');
      // The user's first PIN must be changed before anything else is done.
      await use('--login', '--pin', '1357', '--change-pin', '--new-pin', pin);
      return '123';
    },
  };
  const scratch = makeScratch();
  const dir = scratch.folder;
  const token = await makeToken({ dir, label: 'ock', pin, keyAlgorithm: 'RSA-2048', unit: exampleUnit, portal, maker });
  return {
    path: module,
    environment: {},
    token,
    adminPin,
    tries: 3,
    async close() {
      process.kill(Number(readFileSync('/run/pkcsslotd.pid', 'utf8')));
      scratch.remove();
    },
  };
}
