// Brings a bare machine to where the product can be built, tested and shown: npm packages, system packages, builds.
// Plain JavaScript with nothing but Node's own modules: it runs before anything is installed, on whatever Node is there.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const stampFile = join(root, 'node_modules', '.prepared');
const wanted = new Set(process.argv.slice(2));

/** What is needed from the system: how to see it, and the Debian package that brings it. */
const requirements = {
  compile: [
    { name: 'python3', package: 'python3', isThere: () => hasCommand('python3') },
    { name: 'make', package: 'make', isThere: () => hasCommand('make') },
    { name: 'g++', package: 'g++', isThere: () => hasCommand('g++') },
  ],
  token: [
    { name: 'SoftHSM2', package: 'softhsm2', isThere: () => hasCommand('softhsm2-util') && findSoftHsm() },
    { name: 'pkcs11-tool', package: 'opensc', isThere: () => hasCommand('pkcs11-tool') },
    { name: 'openssl', package: 'openssl', isThere: () => hasCommand('openssl') },
    { name: 'gcc', package: 'gcc', isThere: () => hasCommand('gcc') },
    { name: "OpenSSL's headers", package: 'libssl-dev', isThere: () => existsSync('/usr/include/openssl/evp.h') },
  ],
  browser: [
    { name: 'Chromium', package: 'chromium', isThere: () => existsSync('/usr/bin/chromium') },
    {
      // Without it Chromium speaks English only, and so would our windows.
      name: "Chromium's languages",
      package: 'chromium-l10n',
      isThere: () => existsSync('/usr/lib/chromium/locales/zh-CN.pak'),
    },
    { name: 'Firefox', package: 'firefox-esr', isThere: () => existsSync('/usr/bin/firefox-esr') },
    {
      name: "Firefox's Chinese",
      package: 'firefox-esr-l10n-zh-cn',
      isThere: () => findFirefoxChinese(),
    },
    {
      name: 'Chinese fonts',
      package: 'fonts-noto-cjk',
      isThere: () => existsSync('/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc'),
    },
  ],
  // PKCS#11 modules of other makers, which the tests start themselves.
  modules: [
    { name: 'p11-kit', package: 'p11-kit', isThere: () => hasCommand('p11-kit') },
    {
      name: "p11-kit's modules",
      package: 'p11-kit-modules',
      isThere: () => existsSync('/usr/lib/x86_64-linux-gnu/pkcs11/p11-kit-client.so'),
    },
    {
      name: "NSS's software token",
      package: 'libnss3',
      isThere: () => existsSync('/usr/lib/x86_64-linux-gnu/libsoftokn3.so'),
    },
    { name: 'certutil', package: 'libnss3-tools', isThere: () => hasCommand('certutil') },
    // A TPM in software with what tpm2-pkcs11 wants around it.
    { name: 'swtpm', package: 'swtpm', isThere: () => hasCommand('swtpm') },
    { name: 'tpm2-abrmd', package: 'tpm2-abrmd', isThere: () => existsSync('/usr/sbin/tpm2-abrmd') },
    {
      name: "TPM's connection to swtpm",
      package: 'libtss2-tcti-swtpm0',
      isThere: () => existsSync('/usr/lib/x86_64-linux-gnu/libtss2-tcti-swtpm.so.0'),
    },
    {
      name: "TPM's connection to its resource manager",
      package: 'libtss2-tcti-tabrmd0',
      isThere: () => existsSync('/usr/lib/x86_64-linux-gnu/libtss2-tcti-tabrmd.so.0'),
    },
    { name: 'tpm2_ptool', package: 'libtpm2-pkcs11-tools', isThere: () => hasCommand('tpm2_ptool') },
    {
      name: 'tpm2-pkcs11',
      package: 'libtpm2-pkcs11-1',
      isThere: () => existsSync('/usr/lib/x86_64-linux-gnu/pkcs11/libtpm2_pkcs11.so'),
    },
    { name: 'dbus-daemon', package: 'dbus-daemon', isThere: () => hasCommand('dbus-daemon') },
  ],
  // A peer that the bench compares us with.
  bench: [
    {
      name: "OpenSSL's PKCS#11 engine",
      package: 'libengine-pkcs11-openssl',
      isThere: () => existsSync('/usr/lib/x86_64-linux-gnu/engines-3/pkcs11.so'),
    },
  ],
  // What builds the packages for all platforms.
  packages: [
    { name: 'dpkg-deb', package: 'dpkg', isThere: () => hasCommand('dpkg-deb') },
    { name: 'g++', package: 'g++', isThere: () => hasCommand('g++') },
    { name: 'MinGW for x64', package: 'g++-mingw-w64-x86-64', isThere: () => hasCommand('x86_64-w64-mingw32-g++') },
    { name: 'MinGW for x86', package: 'gcc-mingw-w64-i686', isThere: () => hasCommand('i686-w64-mingw32-gcc') },
    { name: 'NSIS', package: 'nsis', isThere: () => hasCommand('makensis') },
    { name: 'wixl', package: 'wixl', isThere: () => hasCommand('wixl') },
    { name: 'msibuild', package: 'msitools', isThere: () => hasCommand('msibuild') },
    { name: 'osslsigncode', package: 'osslsigncode', isThere: () => hasCommand('osslsigncode') },
    { name: 'xz', package: 'xz-utils', isThere: () => hasCommand('xz') },
  ],
  // What runs the Windows packages in tests.
  wine: [{ name: 'wine', package: 'wine', isThere: () => hasCommand('wine') }],
};

function say(text) {
  console.log(`[setup] ${text}`);
}

function fail(text) {
  console.error(`[setup] ${text}`);
  process.exit(1);
}

function hasCommand(name) {
  return (process.env.PATH ?? '').split(':').some((folder) => existsSync(join(folder, name)));
}

function findSoftHsm() {
  return ['/usr/lib/softhsm/libsofthsm2.so', '/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so'].some(existsSync);
}

function findFirefoxChinese() {
  const folder = '/usr/lib/firefox-esr/browser/extensions';
  return existsSync(join(folder, 'langpack-zh-CN@firefox-esr.mozilla.org.xpi'));
}

function run(program, args, options = {}) {
  say(`${program} ${args.join(' ')}`);
  const { status, error } = spawnSync(program, args, { cwd: root, stdio: 'inherit', ...options });
  if (error || status !== 0) fail(`${program} ${args.join(' ')} failed (${error ? error.message : `exit ${status}`})`);
}

function installSystemPackages(kinds) {
  const missing = kinds.flatMap((kind) => requirements[kind]).filter(({ isThere }) => !isThere());
  if (missing.length === 0) return;
  const names = missing.map(({ name }) => name).join(', ');
  const packages = missing.map((requirement) => requirement.package);
  const command = `apt-get install -y --no-install-recommends ${packages.join(' ')}`;
  if (!hasCommand('apt-get')) fail(`missing: ${names}. Install them with your system's package manager.`);
  const isRoot = process.getuid?.() === 0;
  const hasSudo = !isRoot && hasCommand('sudo') && spawnSync('sudo', ['-n', 'true']).status === 0;
  if (!isRoot && !hasSudo) fail(`missing: ${names}. Run: sudo apt-get update && sudo ${command}`);
  say(`missing: ${names}`);
  const [program, ...prefix] = isRoot ? ['apt-get'] : ['sudo', '-n', 'apt-get'];
  const options = {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    stdio: ['ignore', 'ignore', 'inherit'],
  };
  run(program, [...prefix, 'update', '-qq'], options);
  run(program, [...prefix, 'install', '-y', '-qq', '--no-install-recommends', ...packages], options);
  const still = missing.filter(({ isThere }) => !isThere());
  if (still.length > 0) fail(`still missing after ${command}: ${still.map(({ name }) => name).join(', ')}`);
}

/** The PKCS#11 addon is compiled at install; node-gyp would download Node's headers where they lie beside Node already. */
function findHeaders() {
  const prefix = dirname(dirname(process.execPath));
  return existsSync(join(prefix, 'include', 'node', 'node_api.h')) ? { npm_config_nodedir: prefix } : {};
}

function installNpmPackages() {
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  const isDone = existsSync(stampFile) && readFileSync(stampFile, 'utf8') === lock;
  if (isDone) return;
  installSystemPackages(['compile']);
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { env: { ...findHeaders(), ...process.env } });
  const addon = join(root, 'node_modules', 'pkcs11js', 'build', 'Release', 'pkcs11.node');
  if (!existsSync(addon)) fail('pkcs11js was not compiled: node-gyp needs python3, make, g++ and the headers of Node');
  writeFileSync(stampFile, lock);
}

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 18) fail(`Node ${process.versions.node} is too old to start with; 18 or newer is needed.`);
if (process.platform !== 'linux') fail('The tests and the demo run on Linux (Debian) only.');
installNpmPackages();
const groups = ['token', ...Object.keys(requirements).filter((kind) => wanted.has(kind) && kind !== 'token')];
installSystemPackages(groups);
say(`ready (npm packages; ${groups.join(', ')}; started by Node ${major}.${minor})`);
