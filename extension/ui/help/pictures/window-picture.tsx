// The operation window with a certificate and the PIN field.
import { translate } from '../../../base/i18n.ts';
import { PictureFrame } from './picture-frame.tsx';

export function WindowPicture() {
  return (
    <PictureFrame caption="help_picture_window">
      <rect class="sheet" x="60" y="6" width="120" height="108" rx="6" />
      <text class="label strong" x="70" y="21">
        {translate('window_title')}
      </text>
      <rect class="box" x="70" y="30" width="100" height="30" rx="3" />
      <rect class="soft" x="76" y="36" width="62" height="6" rx="2" />
      <rect class="soft" x="76" y="47" width="40" height="6" rx="2" />
      <text class="label" x="70" y="75">
        {translate('pin_label')}
      </text>
      <rect class="box focus" x="104" y="66" width="66" height="14" rx="2" />
      <circle class="dot" cx="112" cy="73" r="2" />
      <circle class="dot" cx="120" cy="73" r="2" />
      <circle class="dot" cx="128" cy="73" r="2" />
      <circle class="dot" cx="136" cy="73" r="2" />
      <rect class="accent" x="104" y="88" width="66" height="18" rx="4" />
      <text class="on-accent" x="137" y="101" text-anchor="middle">
        {translate('verify_button')}
      </text>
    </PictureFrame>
  );
}
