// Runs before each file of tests of installers: they begin when the packages are built.
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { buildStateFile } from './packages.ts';

const pauseMs = 500;

while (readFileSync(buildStateFile, 'utf8') === 'building') await sleep(pauseMs);
if (readFileSync(buildStateFile, 'utf8') !== 'built') throw new Error('the packages could not be built');
