// Says that this computer's clock is wrong, with both times, and what to do about it.
import { useState } from 'preact/hooks';
import { formatDateTime } from '../../base/format-time.ts';
import { type MessageKey, translate } from '../../base/i18n.ts';
import type { ClockDoubt, KnownTime } from '../../clock/judge-clock.ts';
import type { PopupActions } from './popup-actions.ts';

const texts: Readonly<Record<ClockDoubt['kind'], MessageKey>> = {
  portal: 'clock_doubt_portal',
  certificate: 'clock_doubt_certificate',
  'last-seen': 'clock_doubt_last_seen',
};

interface Props {
  readonly time: KnownTime;
  readonly actions: Pick<PopupActions, 'poll'>;
}

export function ClockBanner({ time, actions }: Props) {
  const [isBusy, setIsBusy] = useState(false);
  const { doubt, computer } = time;
  if (!doubt) return null;
  const check = async () => {
    setIsBusy(true);
    await actions.poll().catch(() => undefined);
    setIsBusy(false);
  };
  return (
    <section class="notice warn" role="alert" data-testid="clock-banner" data-kind={doubt.kind}>
      <h2>{translate('clock_doubt_title')}</h2>
      <p>{translate(texts[doubt.kind], formatDateTime(computer), formatDateTime(doubt.other))}</p>
      <p>{translate('clock_doubt_next')}</p>
      <button
        type="button"
        class="secondary"
        data-testid="check-clock"
        aria-busy={isBusy}
        disabled={isBusy}
        onClick={() => void check()}
      >
        {translate(isBusy ? 'busy_checking' : 'clock_doubt_check')}
      </button>
    </section>
  );
}
