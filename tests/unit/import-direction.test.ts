// Every rule on imports is broken once in a small tree of its own, and has to say so; the same tree without that is in order.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');
const config = path.join(root, '.dependency-cruiser.cjs');
const { forbidden } = createRequire(import.meta.url)(config) as { forbidden: readonly { readonly name: string }[] };

/** Of folders one above the other: the file above imports the one below, which is in order, and the other way round is not. */
const floors: readonly (readonly [top: string, below: string, above: string])[] = [
  ['extension', 'base', 'ca'],
  ['extension', 'ca', 'orders'],
  ['extension', 'clock', 'reminders'],
  ['extension', 'portal', 'flows'],
  ['extension', 'materials', 'decoder'],
  ['extension', 'orders', 'reminders'],
  ['extension', 'settings', 'units'],
  ['extension', 'decoder', 'ui'],
  ['extension', 'reminders', 'host'],
  ['extension', 'host', 'flows'],
  ['extension', 'controls', 'setup'],
  ['extension', 'flows', 'units'],
  ['extension', 'units', 'setup'],
  ['extension', 'setup', 'ui'],
  ['extension', 'ui', 'entrypoints'],
  ['native-host', 'asn1', 'x509'],
  ['native-host', 'sm2', 'token'],
  ['native-host', 'token', 'journal'],
  ['native-host', 'x509', 'token'],
  ['native-host', 'journal', 'doctor'],
  ['native-host', 'registration', 'doctor'],
  ['native-host', 'doctor', 'commands'],
];

type Violation = readonly [rule: string, from: string, to: string];

const violations: readonly Violation[] = [
  ...floors.map(
    ([top, below, above]): Violation => [
      `${top}-${below}-imports-downwards`,
      `${top}/${below}/up.ts`,
      `${top}/${above}/room.ts`,
    ],
  ),
  // Nothing stands above these but what starts the host, and the browser.
  ['extension-entrypoints-imports-downwards', 'extension/entrypoints/up.ts', 'extension/attic/room.ts'],
  ['native-host-commands-imports-downwards', 'native-host/commands/up.ts', 'native-host/attic/room.ts'],
  ['extension-room-has-a-floor', 'extension/cellar/new.ts', 'shared/words.ts'],
  ['native-host-room-has-a-floor', 'native-host/cellar/new.ts', 'shared/words.ts'],
  ['host-files-lie-below', 'native-host/log.ts', 'native-host/token/room.ts'],
  ['host-rooms-start-nothing', 'native-host/commands/start.ts', 'native-host/serve.ts'],
  ['entrypoints-are-ends', 'tests/unit/peek.ts', 'extension/entrypoints/room.ts'],
  ['windows-share-only-parts', 'extension/ui/popup/other.ts', 'extension/ui/tokens/view.ts'],
  ['no-circular', 'shared/circle-back.ts', 'shared/circle.ts'],
  ['unresolvable', 'shared/lost.ts', 'shared/not-there.ts'],
  ['shared-stands-alone', 'shared/reach.ts', 'extension/base/room.ts'],
  ['extension-and-host-meet-in-shared', 'extension/host/reach.ts', 'native-host/asn1/room.ts'],
  ['host-knows-no-extension', 'native-host/token/reach.ts', 'extension/base/room.ts'],
  ['only-the-decoder-decodes', 'extension/ui/popup/open.ts', 'extension/materials/open-pdf.ts'],
  ['only-the-driver-loads-pkcs11', 'native-host/commands/load.ts', 'node_modules/pkcs11js/index.js'],
  ['product-needs-no-tests', 'installers/reach.ts', 'tests/support/help.ts'],
  ['no-dev-package-in-product', 'native-host/commands/develop.ts', 'node_modules/vitest/index.js'],
];

/** What is there before anybody breaks a rule: a file in each folder, each importing the one below. */
const inOrder: readonly (readonly [from: string, to: string])[] = [
  ...floors.map(([top, below, above]) => [`${top}/${above}/down-to-${below}.ts`, `${top}/${below}/room.ts`] as const),
  ['native-host/main.ts', 'native-host/commands/room.ts'],
  ['extension/ui/popup/view.ts', 'extension/ui/parts/button.ts'],
  ['native-host/token/pkcs11-addon.ts', 'node_modules/pkcs11js/index.js'],
  ['extension/decoder/create-decode-job.ts', 'extension/materials/open-pdf.ts'],
  ['tests/unit/use.ts', 'node_modules/vitest/index.js'],
  ['shared/circle-back.ts', 'shared/words.ts'],
];

interface Found {
  readonly summary: {
    readonly violations: readonly { readonly from: string; readonly to: string; readonly rule: { name: string } }[];
  };
}

/** Imports as they stand in a file: packages by name, the rest by a relative path. */
const importOf = (from: string, to: string) => {
  const [, name] = /^node_modules\/([^/]+)\//.exec(to) ?? [];
  const relative = path.posix.relative(path.posix.dirname(from), to);
  return `import '${name ?? (relative.startsWith('.') ? relative : `./${relative}`)}';\n`;
};

function cruise(imports: readonly (readonly [from: string, to: string])[]): Found['summary']['violations'] {
  const folder = mkdtempSync(path.join(tmpdir(), 'shebao-imports-'));
  try {
    const files = new Map<string, string>();
    for (const [, to] of imports) if (!to.includes('not-there')) files.set(to, 'export {};\n');
    for (const [from, to] of imports) files.set(from, (files.get(from) ?? '') + importOf(from, to));
    files.set('tsconfig.json', '{ "compilerOptions": { "module": "ESNext", "moduleResolution": "Bundler" } }');
    files.set('package.json', '{ "dependencies": { "pkcs11js": "1" }, "devDependencies": { "vitest": "1" } }');
    for (const [name, text] of files) {
      mkdirSync(path.join(folder, path.dirname(name)), { recursive: true });
      writeFileSync(path.join(folder, name), text);
    }
    const command = path.join(root, 'node_modules/.bin/depcruise');
    const tops = ['extension', 'installers', 'native-host', 'shared', 'tests'];
    for (const top of tops) mkdirSync(path.join(folder, top), { recursive: true });
    const options = { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 26 } as const;
    const output = execFileSync(command, ['--config', config, '--output-type', 'json', ...tops], options);
    return (JSON.parse(output) as Found).summary.violations;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe('rules on imports', () => {
  let found: Found['summary']['violations'];
  beforeAll(() => {
    const planted = violations.map(([, from, to]) => [from, to] as const);
    found = cruise([...inOrder, ...planted, ['shared/circle.ts', 'shared/circle-back.ts']]);
  }, 120_000);

  it('are all planted here', () => {
    const planted = violations.map(([rule]) => rule);
    expect(planted.toSorted()).toEqual(forbidden.map(({ name }) => name).toSorted());
  });

  it.each(violations)('%s: %s may not import %s', (rule, from, to) => {
    const fired = found.filter((one) => one.rule.name === rule).map((one) => `${one.from} → ${one.to}`);
    const target = rule === 'unresolvable' ? './not-there.ts' : to;
    expect(fired).toContain(`${from} → ${target}`);
  });

  it('let pass what is in order', () => {
    expect(cruise(inOrder)).toEqual([]);
  }, 120_000);
});
