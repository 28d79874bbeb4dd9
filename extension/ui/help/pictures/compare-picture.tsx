// Old and new data side by side, one line changed.
import { translate } from '../../../base/i18n.ts';
import { PictureFrame } from './picture-frame.tsx';

export function ComparePicture() {
  return (
    <PictureFrame caption="help_picture_compare">
      <rect class="sheet" x="14" y="12" width="96" height="92" rx="4" />
      <rect class="sheet" x="130" y="12" width="96" height="92" rx="4" />
      <text class="label strong" x="24" y="28">
        {translate('compare_old_label')}
      </text>
      <text class="label strong" x="140" y="28">
        {translate('compare_new_label')}
      </text>
      <path class="line" d="M24 46h70M24 62h54M24 78h64M24 92h40M140 46h70M140 78h64M140 92h40" />
      <rect class="changed" x="136" y="55" width="84" height="14" rx="2" />
      <path class="arrow" d="M114 62h12m-5-5l5 5-5 5" />
    </PictureFrame>
  );
}
