// Remembered certificates by unit. Only some of many stand in the document: the most urgent, more on the clerk's word.
import { useMemo, useRef, useState } from 'preact/hooks';
import { translate } from '../../base/i18n.ts';
import { UnreadableList } from '../parts/unreadable-list.tsx';
import { arrangeCertificates, type CertificateView, type Sorting } from './arrange-certificates.ts';
import { CalendarButton, CertificateSearch } from './certificate-tools.tsx';
import { ForeignList } from './foreign-list.tsx';
import type { TokenLook } from './look-for-tokens.ts';
import { MutedList } from './muted-list.tsx';
import type { PopupActions } from './popup-actions.ts';
import { UnitCard } from './unit-card.tsx';

const firstBatch = 8;
const nextBatch = 20;
/** Fewer are seen at a glance. */
const searchFrom = 4;

interface Props {
  readonly views: readonly CertificateView[];
  readonly look: TokenLook;
  readonly portalUrl: string;
  readonly firstDay: number;
  readonly actions: PopupActions;
}

export function CertificateSection({ views, look, portalUrl, firstDay, actions }: Props) {
  const [search, setSearch] = useState('');
  const [sorting, setSorting] = useState<Sorting>('expiry');
  const [limit, setLimit] = useState(firstBatch);
  const heading = useRef<HTMLHeadingElement>(null);
  const foreign = views.filter(({ isForeign }) => isForeign);
  const spoken = views.filter(({ certificate, isForeign }) => !isForeign && !certificate.memo.isMuted);
  const muted = views.filter(({ certificate, isForeign }) => !isForeign && certificate.memo.isMuted);
  const groups = useMemo(() => arrangeCertificates(spoken, { search, sorting }), [views, search, sorting]);
  const rest = groups.length - limit;
  const find = (text: string) => {
    setSearch(text);
    setLimit(firstBatch);
  };
  // The button that was pressed goes with its card: who works by keyboard must not start from the top again.
  const answer = (act: (hash: string) => Promise<void>) => async (hash: string) => {
    await act(hash);
    heading.current?.focus();
  };
  const focusing = {
    ...actions,
    snooze: answer(actions.snooze),
    mute: answer(actions.mute),
    resume: answer(actions.resume),
    forgetCertificate: answer(actions.forgetCertificate),
  };
  return (
    <section aria-labelledby="certificates-heading">
      <h2 id="certificates-heading" ref={heading} tabIndex={-1}>
        {translate('popup_certificates_heading')}
        {spoken.length > 1 && <span class="count"> {translate('popup_certificate_count', spoken.length)}</span>}
      </h2>
      {spoken.length >= searchFrom && (
        <CertificateSearch search={search} sorting={sorting} onSearch={find} onSort={setSorting} />
      )}
      {views.length === 0 && (
        <div class="empty" data-testid="certificates-empty">
          <p>{translate('popup_certificates_empty')}</p>
          <p class="soft">{translate('popup_certificates_empty_hint')}</p>
        </div>
      )}
      {groups.length > 0 && (
        <ul class="units" aria-label={translate('popup_certificates_heading')}>
          {groups.slice(0, limit).map((group) => (
            <UnitCard key={group.key} group={group} portalUrl={portalUrl} firstDay={firstDay} actions={focusing} />
          ))}
        </ul>
      )}
      {spoken.length > 0 && groups.length === 0 && (
        <p class="soft" role="status" data-testid="nothing-found">
          {translate('popup_nothing_found')}
        </p>
      )}
      {rest > 0 && (
        <button
          type="button"
          class="secondary more"
          data-testid="show-more"
          onClick={() => setLimit(limit + nextBatch)}
        >
          {translate('popup_show_more', Math.min(rest, nextBatch), rest)}
        </button>
      )}
      <UnreadableList tokens={look.state === 'seen' ? look.tokens : []} />
      <MutedList views={muted} actions={focusing} />
      <ForeignList views={foreign} actions={focusing} />
      {spoken.length > 0 && <CalendarButton actions={actions} />}
    </section>
  );
}
