// The end of a renewal: installed, with the new date.
import { translate } from '../../../base/i18n.ts';
import { PictureFrame } from './picture-frame.tsx';

export function DonePicture() {
  return (
    <PictureFrame caption="help_picture_done">
      <rect class="sheet" x="40" y="14" width="160" height="92" rx="6" />
      <circle class="good" cx="120" cy="42" r="16" />
      <path class="check" d="M112 42l6 6 11-12" />
      <text class="label strong" x="120" y="76" text-anchor="middle">
        {translate('done_title')}
      </text>
      <rect class="soft" x="88" y="86" width="64" height="7" rx="2" />
    </PictureFrame>
  );
}
