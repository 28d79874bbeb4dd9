// A tar.gz whose bytes depend on nothing but names, modes and contents of what is in it.
import { join } from 'node:path';
import { runTool } from '../tools/run-tool.ts';
import type { Release } from './release.ts';

/** Packs the folder `name` below `parent` into `file`: sorted, owned by root, with the release's time. */
export async function writeTar(
  { sourceTimeS, workFolder, isQuick }: Release,
  parent: string,
  name: string,
  file: string,
) {
  const tar = join(workFolder, `${name}.tar`);
  const owner = ['--owner=0', '--group=0', '--numeric-owner', '--mode=u=rwX,go=rX'];
  const order = ['--sort=name', `--mtime=@${sourceTimeS}`, '--format=gnu'];
  await runTool('tar', ['-cf', tar, '-C', parent, ...owner, ...order, name], { environment: { LC_ALL: 'C' } });
  // -n: gzip would write name and time of the tar into its header.
  await runTool('sh', ['-c', 'gzip "$3" -n -c "$1" > "$2" && rm "$1"', 'sh', tar, file, isQuick ? '-1' : '-9']);
}
