// What a person at a terminal may ask of the host: check it, register it, take the registration back.
import { parseArgs } from 'node:util';
import { defaultConfig, type HostConfig, readConfig } from '../config.ts';
import { findHostPaths, type HostPaths } from '../host-paths.ts';
import { removeUserData } from '../journal/remove-user-data.ts';
import { createLog } from '../log.ts';
import { listBrowsers } from '../registration/browsers.ts';
import { findLauncher } from '../registration/find-launcher.ts';
import { hideHome, type Machine, readMachine } from '../registration/machine.ts';
import { listManifestPlaces } from '../registration/manifest-places.ts';
import { type RegistrationResult, register, unregister } from '../registration/register.ts';
import { openDrivers } from '../token/open-drivers.ts';
import { askDrivers } from './ask-drivers.ts';
import { countProblems, printReport } from './print-report.ts';
import { runDoctor } from './run-doctor.ts';
import { chooseLanguage, describeOutcome, type Language, say } from './words.ts';

const options = {
  doctor: { type: 'boolean' },
  json: { type: 'boolean' },
  register: { type: 'boolean' },
  unregister: { type: 'boolean' },
  browser: { type: 'string', multiple: true },
  system: { type: 'boolean' },
  force: { type: 'boolean' },
  'remove-user-data': { type: 'boolean' },
  help: { type: 'boolean' },
} as const;

type Values = ReturnType<typeof parseArgs<{ options: typeof options }>>['values'];

/** Does what the arguments say and prints what came of it. @returns the exit code, as `--help` lists them */
export async function runCommandLine(args: readonly string[]): Promise<number> {
  const language = chooseLanguage(process.env, Intl.DateTimeFormat().resolvedOptions().locale);
  const machine = readMachine();
  if (!machine) return complain(say(language, 'unknownPlatform'));
  const names: string[] = listBrowsers(machine.platform).map(({ name }) => name);
  const known = names.join(' ');
  let values: Values;
  try {
    values = parseArgs({ args: [...args], options, strict: true, allowPositionals: false }).values;
  } catch (error) {
    // Wrong arguments are the caller's, and this is the end of the line.
    return complain(say(language, 'unknownOption', { reason: (error as Error).message }));
  }
  const unknown = values.browser?.find((name) => !names.includes(name));
  if (unknown !== undefined) return complain(say(language, 'unknownBrowser', { name: unknown, known }));
  if (values.doctor) return checkInstallation(machine, values, language);
  if (values['remove-user-data']) return removeData(language);
  if (values.register || values.unregister) return changeRegistration(machine, values, language);
  process.stdout.write(`${say(language, 'usage', { known })}\n`);
  return 0;
}

/** For uninstallers: what they may say depends on whether orders stay. */
async function removeData(language: Language): Promise<number> {
  const paths = findHostPaths();
  const orders = await removeUserData(paths);
  if (orders === 0) return 0;
  process.stdout.write(`${say(language, 'ordersStay', { orders, folder: paths.journalFolder })}\n`);
  return 4;
}

function complain(text: string): number {
  process.stderr.write(`${text}\n`);
  return 2;
}

async function checkInstallation(machine: Machine, { json }: Values, language: Language): Promise<number> {
  const paths = findHostPaths();
  const config = readConfigOrDefault(paths);
  const drivers = openDrivers(
    config,
    createLog('off', () => undefined),
  );
  const result = await runDoctor({ machine, paths, askDrivers: () => askDrivers(config, () => drivers) });
  await (await drivers).close();
  process.stdout.write(json ? `${JSON.stringify(result, null, 2)}\n` : printReport(result, language));
  return countProblems(result) === 0 ? 0 : 1;
}

/** A wrong file is one of the checks' findings; the others go on without it. */
function readConfigOrDefault({ configFile }: HostPaths): HostConfig {
  try {
    return readConfig(configFile);
  } catch {
    return defaultConfig;
  }
}

async function changeRegistration(machine: Machine, values: Values, language: Language): Promise<number> {
  // An administrator's own mask must not hide the manifests from everybody else.
  process.umask(0o022);
  const scope = values.system ? 'system' : 'user';
  const places = listBrowsers(machine.platform)
    .filter(({ name }) => values.browser?.includes(name) ?? true)
    .flatMap((browser) => listManifestPlaces(machine, browser))
    .filter((place) => place.scope === scope);
  const change = values.register ? register : unregister;
  const results: RegistrationResult[] = [];
  for (const place of places) results.push(await change(place, findLauncher(), values.force ?? false));
  for (const { place, outcome, detail } of results) {
    const where = hideHome(machine, place.registry?.key ?? place.file);
    const reason = detail === undefined ? '' : ` (${hideHome(machine, detail)})`;
    process.stdout.write(`${place.browser.title}: ${describeOutcome(language, outcome)}${reason}  ${where}\n`);
  }
  const failed = results.filter(({ outcome }) => outcome === 'failed');
  if (failed.some(({ detail }) => detail === 'EACCES' || detail === 'EPERM'))
    process.stderr.write(`${say(language, 'needsAdministrator')}\n`);
  if (failed.length > 0) return 1;
  return results.some(({ outcome }) => outcome === 'left-alone') ? 3 : 0;
}
