// What is new in a release, as it was written for people in CHANGES.md.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Release, rootFolder } from './release.ts';

/** @returns what stands below `## VERSION`, to the next heading of that level @throws Error where there is no such heading */
export function findSection(changes: string, version: string): string {
  const sections = changes.split(/^## /m).slice(1);
  const section = sections.find((text) => text.split('\n', 1)[0]?.trim() === version);
  const body = section?.slice(section.indexOf('\n')).trim();
  if (!body) throw new Error(`CHANGES.md says nothing of version ${version}: write there what is new in it`);
  return body;
}

/** Markdown, for RELEASE-NOTES.md and the packages. */
export async function writeReleaseNotes({ version, commit, sourceTimeS }: Release): Promise<string> {
  const date = new Date(sourceTimeS * 1000).toISOString().slice(0, 10);
  const changes = await readFile(join(rootFolder, 'CHANGES.md'), 'utf8');
  const source = commit === 'unknown' ? 'Built from sources without their history.' : `Built from commit ${commit}.`;
  const heading = `# 社保证书助手 · shebao-cert-assistant ${version} (${date})`;
  return `${[heading, findSection(changes, version), source].join('\n\n')}\n`;
}
