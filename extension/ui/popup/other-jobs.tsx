// Jobs that the assistant does not do: a line each, and the way to the right page.

import { type MessageKey, translate } from '../../base/i18n.ts';
import type { SiteProfile } from '../../portal/profile.ts';

interface Props {
  readonly links: SiteProfile['links'];
  readonly onOpen: (url: string) => void;
}

export function OtherJobs({ links, onOpen }: Props) {
  const jobs: readonly (readonly [string, MessageKey, MessageKey, string])[] = [
    ['upgrade-key', 'job_upgrade_key', 'job_upgrade_key_text', links.upgradeKey],
    ['tax-key', 'job_tax_key', 'job_tax_key_text', links.taxKey],
    ['unlock-pin', 'job_unlock_pin', 'job_unlock_pin_text', '/forms.html'],
  ];
  return (
    <details class="other-jobs" data-testid="other-jobs">
      <summary>{translate('popup_other_jobs')}</summary>
      <dl>
        {jobs.map(([id, name, text, url]) => (
          <div key={id}>
            <dt>
              <button type="button" class="link" data-testid={`job-${id}`} onClick={() => onOpen(url)}>
                {translate(name)}
              </button>
            </dt>
            <dd>{translate(text)}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
