// One job of the manual: when, what to have ready, the steps with their pictures, and what comes after.

import { translate } from '../../base/i18n.ts';
import type { SiteProfile } from '../../portal/profile.ts';
import type { Job } from './help-content.ts';

interface Props {
  readonly job: Job;
  readonly links: SiteProfile['links'];
}

export function JobSection({ job, links }: Props) {
  return (
    <section id={job.id} class="card help-job" aria-labelledby={`${job.id}-title`} data-testid={`help-${job.id}`}>
      <h2 id={`${job.id}-title`}>{translate(job.title)}</h2>
      <dl class="help-facts">
        <dt>{translate('help_when')}</dt>
        <dd>{translate(job.when)}</dd>
        <dt>{translate('help_need')}</dt>
        <dd>
          {translate(job.need)}
          {job.needsPapers && (
            <>
              {' '}
              <a href="#materials">{translate('help_materials_title')}</a>
            </>
          )}
        </dd>
      </dl>
      <h3>{translate('help_steps')}</h3>
      <ol class="help-steps">
        {job.steps.map(({ text, picture: Picture }) => (
          <li key={text}>
            <p>{translate(text)}</p>
            {Picture && <Picture />}
          </li>
        ))}
      </ol>
      {job.note && <p class="help-note">{translate(job.note)}</p>}
      <h3>{translate('help_after')}</h3>
      <p>{translate(job.after)}</p>
      <p class="help-links">
        <a class="button-like" href={links[job.start]} target="_blank" rel="noreferrer">
          {translate(job.start === 'portal' ? 'help_open_site' : 'help_open_platform')}
        </a>
      </p>
    </section>
  );
}
