// The platform's message after the upload, whose button must be pressed.
import { translate } from '../../../base/i18n.ts';
import { PictureFrame } from './picture-frame.tsx';

export function ConfirmPicture() {
  return (
    <PictureFrame caption="help_picture_confirm">
      <rect class="sheet" x="36" y="18" width="168" height="84" rx="6" />
      <path class="line" d="M54 40h132M54 54h96" />
      <rect class="accent" x="92" y="70" width="56" height="20" rx="4" />
      <text class="on-accent" x="120" y="84" text-anchor="middle">
        {translate('help_picture_confirm_button')}
      </text>
      <rect class="ring" x="86" y="64" width="68" height="32" rx="8" />
      <path class="pointer" d="M142 82l6 16 4-6 7-1z" />
    </PictureFrame>
  );
}
