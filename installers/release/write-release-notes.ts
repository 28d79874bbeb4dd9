// What changed, from the commits since the last tagged version.
import { runTool } from '../tools/run-tool.ts';
import { type Release, rootFolder } from './release.ts';

/** Markdown: one line a commit, newest first. Outside a git checkout it says so. */
export async function writeReleaseNotes({ version, commit, sourceTimeS }: Release): Promise<string> {
  const date = new Date(sourceTimeS * 1000).toISOString().slice(0, 10);
  const heading = `# 社保证书助手 · shebao-cert-assistant ${version} (${date})`;
  if (commit === 'unknown') return `${heading}\n\nBuilt from sources without their history.\n`;
  const git = async (...args: string[]) => (await runTool('git', args, { cwd: rootFolder })).trim();
  const tags = (await git('tag', '--merged', `${commit}^`, '--sort=-v:refname', '--list', 'v*').catch(() => '')).split(
    '\n',
  );
  const previous = tags.find((tag) => tag !== '' && tag !== `v${version}`);
  const range = previous === undefined ? commit : `${previous}..${commit}`;
  const subjects = (await git('log', '--no-merges', '--format=%s', range)).split('\n');
  const since = previous === undefined ? 'All changes so far' : `Changes since ${previous}`;
  return [
    heading,
    '',
    `Built from commit ${commit}.`,
    '',
    `## ${since}`,
    '',
    ...subjects.map((line) => `- ${line}`),
    '',
  ].join('\n');
}
