// A Linux machine in a temporary folder: empty /etc, empty home, a program that can be started.
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { HostPaths } from '../../../../native-host/host-paths.ts';
import type { Machine } from '../../../../native-host/registration/machine.ts';

export interface ScratchMachine extends Machine {
  readonly launcher: string;
  readonly paths: HostPaths;
  /** Writes a file below the root; `isExecutable` for programs. @returns its path */
  write(path: string, text: string, isExecutable?: boolean): string;
  remove(): void;
}

export function makeScratchMachine(): ScratchMachine {
  const rootFolder = realpathSync(mkdtempSync(join(tmpdir(), 'shebao-machine-')));
  const homeFolder = join(rootFolder, 'home', 'lihua');
  const write = (path: string, text: string, isExecutable = false) => {
    const file = join(rootFolder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    if (isExecutable) chmodSync(file, 0o755);
    return file;
  };
  mkdirSync(homeFolder, { recursive: true });
  const data = join(homeFolder, '.local', 'share', 'shebao-cert-assistant');
  return {
    platform: 'linux',
    homeFolder,
    rootFolder,
    environment: {},
    launcher: write('usr/lib/shebao-cert-assistant/shebao-cert-host', '#!/bin/sh\n', true),
    paths: {
      configFile: join(homeFolder, '.config', 'shebao-cert-assistant', 'host.json'),
      journalFolder: join(data, 'orders'),
      lockFolder: join(data, 'locks'),
      signatureFormsFile: join(data, 'signature-forms.json'),
    },
    write,
    remove: () => rmSync(rootFolder, { recursive: true, force: true }),
  };
}
