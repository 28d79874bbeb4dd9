// Wires the help page.
import { render } from 'preact';
import { chongqingProfile } from '../../portal/profiles/chongqing.ts';
import { HelpApp } from '../../ui/help/help-app.tsx';
import { currentLanguage, translate } from '../../ui/i18n.ts';
import '../../ui/operation.css';
import '../../ui/help/help.css';

document.documentElement.lang = currentLanguage();
document.title = `${translate('help_title')} – ${translate('window_brand')}`;
const root = document.getElementById('app');
if (root) render(<HelpApp links={chongqingProfile.links} />, root);
