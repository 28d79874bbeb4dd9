// `npm run bench`: figures as ratios, in one run. Prints and judges nothing: a busy machine must not fail a build.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { makeScratch } from '../support/files/scratch.ts';
import { benchCmp } from './bench-cmp.ts';
import { benchControls } from './bench-controls.ts';
import { benchFrames } from './bench-frames.ts';
import { benchHostMemory, benchHostStart } from './bench-host-start.ts';
import { benchListTokens } from './bench-list-tokens.ts';
import { benchMaterials } from './bench-materials.ts';
import { benchModules } from './bench-modules.ts';
import { benchPageLoad } from './bench-page-load.ts';
import { benchPing } from './bench-ping.ts';
import { benchPopup } from './bench-popup.ts';
import { benchRenewal } from './bench-renewal.ts';
import type { BenchResult } from './measure.ts';

const { values } = parseArgs({ options: { json: { type: 'string' } } });
const results: BenchResult[] = [];
const show = (result: BenchResult) => {
  results.push(result);
  const goal =
    result.goal === undefined ? '' : ` (goal ≤ ${result.goal}${result.ratio > result.goal ? ', MISSED' : ''})`;
  console.log(`${result.ratio.toFixed(2).padStart(7)} ${result.unit.padEnd(3)} ${result.name}${goal}: ${result.note}`);
};

function weighContentScript(): BenchResult {
  const folder = fileURLToPath(new URL('../../.output/chrome-mv3/content-scripts', import.meta.url));
  const files = readdirSync(folder).filter((name) => name.endsWith('.js'));
  const kb = files.reduce((sum, name) => sum + gzipSync(readFileSync(`${folder}/${name}`)).length, 0) / 1000;
  return { name: 'content script, gzipped', ratio: kb, goal: 4, unit: 'kB', note: files.join(', ') };
}

const scratch = makeScratch();
try {
  show(await benchHostStart(scratch));
  for (const result of await benchHostMemory(scratch)) show(result);
  show(await benchFrames());
  show(await benchRenewal('RSA-2048', 40, 1.25));
  show(await benchRenewal('P-256', 40, 2));
  show(await benchCmp(15, 1));
  for (const result of await benchListTokens()) show(result);
  for (const result of await benchModules()) show(result);
  show(await benchPing());
  show(await benchMaterials());
  show(await benchPageLoad());
  for (const result of await benchControls()) show(result);
  show(await benchPopup());
  show(weighContentScript());
} finally {
  scratch.remove();
}
if (values.json !== undefined) {
  const list = results.map(({ name, ratio, goal, unit }) => ({
    name,
    ratio: Number(ratio.toFixed(3)),
    goal: goal ?? null,
    unit,
  }));
  // npm runs scripts in the package's folder; the file is meant from where npm was called.
  writeFileSync(resolve(process.env.INIT_CWD ?? process.cwd(), values.json), `${JSON.stringify(list, null, 2)}\n`);
}
