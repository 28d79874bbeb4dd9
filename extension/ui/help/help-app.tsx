// The help page: which job is mine, then each of them, then what else a clerk asks.

import { translate } from '../../base/i18n.ts';
import type { SiteProfile } from '../../portal/profile.ts';
import { PageShell } from '../parts/page-shell.tsx';
import { jobs, situations, topics } from './help-content.ts';
import { JobSection } from './job-section.tsx';
import { TopicSections } from './topic-sections.tsx';

interface Props {
  readonly links: SiteProfile['links'];
}

export function HelpApp({ links }: Props) {
  return (
    <PageShell page="help" title={translate('help_title')}>
      <div class="help-layout" data-testid="help">
        <nav class="help-contents" aria-label={translate('help_contents')}>
          <ol>
            {[...jobs, ...topics].map(({ id, title }) => (
              <li key={id}>
                <a href={`#${id}`}>{translate(title)}</a>
              </li>
            ))}
          </ol>
        </nav>
        <div class="help-text">
          <p>{translate('help_intro')}</p>
          <section class="card" aria-labelledby="which-title">
            <h2 id="which-title">{translate('help_which_title')}</h2>
            <ul class="help-which">
              {situations.map(({ text, leadsTo, title }) => (
                <li key={text}>
                  <span>{translate(text)}</span>
                  <a href={`#${leadsTo}`}>{translate(title)}</a>
                </li>
              ))}
            </ul>
          </section>
          {jobs.map((job) => (
            <JobSection key={job.id} job={job} links={links} />
          ))}
          <TopicSections />
        </div>
      </div>
    </PageShell>
  );
}
