// A U盾 on its way into the computer.
import { PictureFrame } from './picture-frame.tsx';

export function PlugPicture() {
  return (
    <PictureFrame caption="help_picture_plug">
      <path class="sheet" d="M20 24h76a4 4 0 0 1 4 4v56H16V28a4 4 0 0 1 4-4z" />
      <rect class="box" x="26" y="34" width="64" height="40" rx="2" />
      <path class="sheet" d="M8 84h100l-6 12H14z" />
      <rect class="dot" x="98" y="52" width="6" height="16" />
      <path class="arrow" d="M128 60h-16m5-5l-5 5 5 5" />
      <rect class="box" x="134" y="52" width="16" height="16" />
      <rect class="accent" x="150" y="46" width="62" height="28" rx="8" />
      <text class="on-accent" x="181" y="64" text-anchor="middle">
        U盾
      </text>
    </PictureFrame>
  );
}
