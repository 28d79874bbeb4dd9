// The toolbar with our icon and the days left on it.
import { PictureFrame } from './picture-frame.tsx';

export function BadgePicture() {
  return (
    <PictureFrame caption="help_picture_badge">
      <rect class="sheet" x="14" y="34" width="212" height="44" rx="6" />
      <rect class="soft" x="26" y="48" width="116" height="16" rx="8" />
      <rect class="accent" x="164" y="43" width="26" height="26" rx="5" />
      <path class="check on-accent-line" d="M171 56l5 5 8-10" />
      <rect class="warn" x="178" y="58" width="24" height="15" rx="3" />
      <text class="on-warn" x="190" y="69" text-anchor="middle">
        30
      </text>
    </PictureFrame>
  );
}
