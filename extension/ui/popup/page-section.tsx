// What the popup says of the page in front: recognised or not, and what can be done about it. Also a site that nobody told us of.
import { useState } from 'preact/hooks';
import { translate } from '../../base/i18n.ts';
import { pageKindWords } from '../../base/page-kind-words.ts';
import { type AddressWarning, judgeAddress } from '../../portal/judge-address.ts';
import { nameSite } from '../../portal/name-site.ts';
import type { SiteProfile } from '../../portal/profile.ts';
import { teachableKinds } from '../../portal/teach/teachable-kinds.ts';
import { type FrontPage, rankFrames } from '../../setup/page-in-front.ts';
import { SelectField } from '../parts/select-field.tsx';
import type { PopupActions } from './popup-actions.ts';

interface Props {
  readonly front: FrontPage;
  readonly profiles: readonly SiteProfile[];
  readonly actions: PopupActions;
}

const nameKind = (kind: string) =>
  kind in pageKindWords ? translate(pageKindWords[kind as keyof typeof pageKindWords]) : kind;

function describe({ frames }: FrontPage): string {
  const known = frames.find(({ look }) => look.kind !== undefined)?.look.kind;
  if (known !== undefined) return translate('popup_page_known', nameKind(known));
  const doubt = frames.find(({ look }) => look.doubt)?.look.doubt;
  if (!doubt) return translate('popup_page_unknown');
  const { kind, part, expected, found } = doubt;
  return translate('popup_page_doubtful', nameKind(kind), part, expected, found);
}

function TeachForm({ front, actions }: Omit<Props, 'profiles'>) {
  const frames = rankFrames(front.frames).slice(0, 6);
  const likely = front.frames.find(({ look }) => look.doubt)?.look.doubt?.kind;
  const [kind, setKind] = useState(teachableKinds.some((one) => one.kind === likely) ? likely : 'quick-renew');
  const [frameId, setFrameId] = useState(String(frames[0]?.frameId ?? 0));
  const [hasFailed, setHasFailed] = useState(false);
  return (
    <details class="teach" data-testid="teach">
      <summary data-testid="teach-open">{translate('popup_teach')}</summary>
      <SelectField
        id="teach-kind"
        label={translate('popup_teach_kind')}
        value={kind ?? 'quick-renew'}
        options={teachableKinds.map((one) => [one.kind, nameKind(one.kind)])}
        onChoose={setKind}
      />
      {frames.length > 1 && (
        <SelectField
          id="teach-frame"
          label={translate('popup_teach_frame')}
          value={frameId}
          options={frames.map((frame, index) => [
            String(frame.frameId),
            translate('popup_teach_frame_option', index + 1, frame.look.boxes),
          ])}
          onChoose={setFrameId}
        />
      )}
      <button
        type="button"
        class="primary"
        data-testid="teach-start"
        onClick={() =>
          void actions.teach(front.tabId, Number(frameId), kind ?? 'quick-renew').then(
            (isOpen) => setHasFailed(!isOpen),
            () => setHasFailed(true),
          )
        }
      >
        {translate('popup_teach_start')}
      </button>
      {hasFailed && (
        <p class="notice warn" role="alert" data-testid="teach-failed">
          {translate('popup_teach_failed')}
        </p>
      )}
    </details>
  );
}

function SampleButton({ front, actions }: Omit<Props, 'profiles'>) {
  return (
    <button type="button" class="plain" data-testid="page-sample" onClick={() => actions.sample(front.tabId)}>
      {translate('popup_sample')}
    </button>
  );
}

const warnings = {
  lookalike: 'popup_site_lookalike',
  punycode: 'popup_site_punycode',
  number: 'popup_site_number',
  http: 'popup_site_http',
} as const satisfies Record<AddressWarning, string>;

/** A site of no profile, on which the clerk clicked our icon. */
function NewSite({ front, profiles, actions }: Props) {
  const [isRefused, setIsRefused] = useState(false);
  const found = judgeAddress(
    front.origin,
    profiles.flatMap(({ origins }) => origins),
  );
  const [profile] = profiles;
  if (!profile) return null;
  return (
    <section class="here" aria-labelledby="new-site-heading" data-testid="new-site">
      <h2 id="new-site-heading">{translate('popup_site_heading')}</h2>
      <p>{translate('popup_site_text', nameSite(profile))}</p>
      <p class="address" data-testid="new-site-address">
        {front.origin}
      </p>
      {found.map((warning) => (
        <p key={warning} class={warning === 'http' ? 'soft' : 'notice warn'} data-testid={`warning-${warning}`}>
          {translate(warnings[warning])}
        </p>
      ))}
      <button
        type="button"
        class={found.includes('lookalike') || found.includes('punycode') ? 'plain' : 'primary'}
        data-testid="use-site"
        // Straight from the click: browsers ask for access only then.
        onClick={() => void actions.useSite(profile.id, front.origin).then((isGiven) => setIsRefused(!isGiven))}
      >
        {translate('popup_site_use')}
      </button>
      {isRefused && (
        <p class="notice warn" role="alert" data-testid="site-refused">
          {translate('popup_site_refused')}
        </p>
      )}
      <SampleButton front={front} actions={actions} />
    </section>
  );
}

export function PageSection({ front, profiles, actions }: Props) {
  const { site, frames } = front;
  const readsLikeOurs = frames.some(({ look }) => look.kind !== undefined || look.doubt || look.isAboutOurs);
  if (!site) return readsLikeOurs ? <NewSite front={front} profiles={profiles} actions={actions} /> : null;
  const isKnown = frames.some(({ look }) => look.kind !== undefined);
  return (
    <section class="here" aria-label={nameSite(site)}>
      <p class="soft">{translate('popup_here_hint', nameSite(site))}</p>
      <button type="button" class="primary" data-testid="renew-here" onClick={() => actions.renew()}>
        {translate('popup_here')}
      </button>
      {frames.length > 0 && (
        <>
          <p data-testid="page-state" data-known={isKnown}>
            {describe(front)}
          </p>
          {!isKnown && <TeachForm front={front} actions={actions} />}
          <SampleButton front={front} actions={actions} />
        </>
      )}
    </section>
  );
}
