// A clock that counts up while a run goes on.
import { useEffect, useState } from 'preact/hooks';
import { formatElapsed } from '../../base/format-time.ts';
import { translate } from '../../base/i18n.ts';

export function ElapsedTime({ startedAt }: { startedAt: number }) {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return (
    <p class="elapsed">
      {translate('elapsed_label')}{' '}
      <span class="number" role="timer" data-testid="elapsed">
        {formatElapsed(now - startedAt)}
      </span>
    </p>
  );
}
