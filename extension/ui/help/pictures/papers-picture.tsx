// Five sheets, each with a round stamp.
import { PictureFrame } from './picture-frame.tsx';

const sheets = [0, 1, 2, 3, 4] as const;

export function PapersPicture() {
  return (
    <PictureFrame caption="help_picture_papers">
      {sheets.map((sheet) => (
        <g key={sheet} transform={`translate(${10 + sheet * 45} 22)`}>
          <rect class="sheet" width="40" height="56" rx="2" />
          <path class="line" d="M6 10h28M6 17h28M6 24h18" />
          <circle class="stamp" cx="27" cy="42" r="8" />
          <path class="stamp" d="M27 38v8M23 42h8" />
          <text class="label" x="20" y="72" text-anchor="middle">
            {sheet + 1}
          </text>
        </g>
      ))}
    </PictureFrame>
  );
}
