// Release notes are the words that somebody wrote for this version, whole, and nobody else's.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { findSection } from '../../../installers/release/write-release-notes.ts';
import { productVersion } from '../../../shared/version.ts';

describe('findSection', () => {
  const changes = '# News\n\nAbout.\n\n## 1.10.0\n\n### For all\n\n- ten\n\n## 1.1.0\n\n- one\n\n## 1.0.0\n';

  test('gives all of a version and nothing of another', () => {
    expect(findSection(changes, '1.10.0')).toBe('### For all\n\n- ten');
    expect(findSection(changes, '1.1.0')).toBe('- one');
  });

  test.each(['1.0.0', '1.1', '2.0.0'])('stops where nothing is said of %s', (version) => {
    expect(() => findSection(changes, version)).toThrow(`CHANGES.md says nothing of version ${version}`);
  });

  test('finds this version, in Chinese and English', () => {
    const section = findSection(readFileSync(new URL('../../../CHANGES.md', import.meta.url), 'utf8'), productVersion);
    expect(section).toContain('### 给经办人');
    expect(section).toContain('### For administrators');
  });
});
