// A page of the portal in a browser, with our button on it.
import { translate } from '../../../base/i18n.ts';
import { PictureFrame } from './picture-frame.tsx';

export function PagePicture() {
  return (
    <PictureFrame caption="help_picture_page">
      <rect class="sheet" x="20" y="8" width="200" height="104" rx="6" />
      <path class="line" d="M20 26h200" />
      <circle class="soft" cx="30" cy="17" r="3" />
      <circle class="soft" cx="40" cy="17" r="3" />
      <rect class="soft" x="54" y="13" width="130" height="8" rx="4" />
      <rect class="soft" x="36" y="38" width="44" height="8" rx="2" />
      <rect class="box" x="92" y="35" width="96" height="14" rx="2" />
      <rect class="soft" x="36" y="58" width="44" height="8" rx="2" />
      <rect class="box" x="92" y="55" width="96" height="14" rx="2" />
      <rect class="accent" x="92" y="80" width="72" height="20" rx="4" />
      <text class="on-accent" x="128" y="94" text-anchor="middle">
        {translate('renew_button')}
      </text>
      <path class="pointer" d="M158 92l6 16 4-6 7-1z" />
    </PictureFrame>
  );
}
