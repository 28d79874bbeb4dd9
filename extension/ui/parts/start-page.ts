// How each of our pages begins: in the chosen language, with its title, then it draws itself.
import { currentLanguage, setWords, translate } from '../../base/i18n.ts';
import { readEffectiveSettings } from '../../portal/effective-settings.ts';
import { followLogLevel } from '../../settings/follow-log-level.ts';

/** Takes the words that were chosen in the settings; the browser's where none were. */
export async function loadWords(): Promise<void> {
  const effective = await readEffectiveSettings();
  setWords(effective === 'stale' ? undefined : effective?.words);
}

/** `draw` is called with the element that the page is drawn into, once words are there; `title` stands before the product's name. */
export async function startPage(
  title: (() => string) | undefined,
  draw: (root: HTMLElement) => void | Promise<void>,
): Promise<void> {
  const root = document.getElementById('app');
  if (!root) return;
  followLogLevel();
  await loadWords();
  document.documentElement.lang = currentLanguage();
  document.title = [...(title ? [title()] : []), translate('window_brand')].join(' – ');
  await draw(root);
}
