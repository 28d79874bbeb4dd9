// What stands behind the jobs: papers, reminders, PIN, trouble, safety.
import type { ComponentChildren } from 'preact';
import { type MessageKey, translate } from '../../base/i18n.ts';
import { papers } from './help-content.ts';
import { BadgePicture } from './pictures/badge-picture.tsx';

interface TopicProps {
  readonly id: string;
  readonly title: MessageKey;
  readonly children: ComponentChildren;
}

function Topic({ id, title, children }: TopicProps) {
  return (
    <section id={id} class="card help-topic" aria-labelledby={`${id}-title`} data-testid={`help-${id}`}>
      <h2 id={`${id}-title`}>{translate(title)}</h2>
      {children}
    </section>
  );
}

function OwnLink({ page, words }: { readonly page: string; readonly words: MessageKey }) {
  return (
    <a class="button-like" href={`/${page}.html`}>
      {translate(words)}
    </a>
  );
}

export function TopicSections() {
  return (
    <>
      <Topic id="materials" title="help_materials_title">
        <p>{translate('help_materials_intro')}</p>
        <ol class="help-papers">
          {papers.map(({ name, note }) => (
            <li key={name}>
              <strong>{translate(name)}</strong>
              <span>{translate(note)}</span>
            </li>
          ))}
        </ol>
        <p>{translate('help_materials_check')}</p>
        <p class="help-links">
          <OwnLink page="forms" words="help_open_forms" />
          <OwnLink page="units" words="help_open_units" />
        </p>
      </Topic>
      <Topic id="daily" title="help_daily_title">
        <p>{translate('help_daily_text')}</p>
        <BadgePicture />
      </Topic>
      <Topic id="pin" title="help_pin_title">
        <p>{translate('help_pin_text')}</p>
        <p>{translate('help_pin_change')}</p>
        <p>{translate('help_pin_locked')}</p>
        <p class="help-links">
          <OwnLink page="tokens" words="help_open_tokens" />
          <OwnLink page="forms" words="help_open_forms" />
        </p>
      </Topic>
      <Topic id="trouble" title="help_trouble_title">
        <p>{translate('help_trouble_setup')}</p>
        <p>{translate('help_trouble_interrupted')}</p>
        <p>{translate('help_trouble_report')}</p>
        <p class="help-links">
          <OwnLink page="setup" words="help_open_setup" />
        </p>
      </Topic>
      <Topic id="safety" title="help_safety_title">
        <ul class="help-list">
          <li>{translate('help_safety_page')}</li>
          <li>{translate('help_safety_key')}</li>
          <li>{translate('help_safety_data')}</li>
        </ul>
      </Topic>
    </>
  );
}
