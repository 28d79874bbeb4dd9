// `npm run sample -- FILE [NAME] [KIND]`: a page sample from the field becomes pages that tests can open, and the beginning of a test.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readSample, writePages } from './read-sample.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const [file, given, kind = 'quick-renew'] = process.argv.slice(2);

function writeTest(name: string): string {
  return `// A page from the field, by its sample (tests/portal/samples/${name}): what the assistant has to see in it.
import { expect, it } from 'vitest';
import { findKinds } from '../../../support/portal/open-sample.ts';

it('${name}', () => {
  // One entry a frame; undefined where none of our pages is.
  expect(findKinds('${name}')).toContain('${kind}');
});
`;
}

try {
  if (!file) throw new Error('npm run sample -- FILE [NAME] [KIND]: name the file that the assistant has saved');
  const name =
    (given ?? basename(file).replace(/\.json$/, ''))
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '') || 'field';
  const pages = writePages(readSample(readFileSync(file, 'utf8')));
  const folder = join(root, 'portal', 'samples', name);
  mkdirSync(folder, { recursive: true });
  for (const [index, html] of pages.entries()) writeFileSync(join(folder, `frame-${index}.html`), `${html}\n`);
  const test = join(root, 'unit', 'extension', 'samples', `${name}.test.ts`);
  mkdirSync(join(test, '..'), { recursive: true });
  // A test that somebody has gone on with stays.
  if (!existsSync(test)) writeFileSync(test, writeTest(name));
  console.log(
    [
      `${pages.length} page(s) in ${folder}`,
      `the test: ${test}`,
      `run it: npx vitest run --project unit tests/unit/extension/samples/${name}.test.ts`,
      `in the simulated portal: http://os.ezca.org:8001/samples/${name}/frame-0.html`,
    ].join('\n'),
  );
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
