// The diagnostic report: made on the clerk's click, shown before it goes anywhere, then saved or copied by the clerk.
import { useState } from 'preact/hooks';
import { translate } from '../../base/i18n.ts';
import { formatReport } from '../../setup/format-report.ts';
import type { Report } from '../../setup/report.ts';

export interface ReportPort {
  readonly collect: () => Promise<Report>;
  readonly download: (fileName: string, text: string, type: string) => void;
  readonly copy: (text: string) => Promise<void>;
}

type Phase = { readonly name: 'idle' | 'busy' | 'failed' } | { readonly name: 'shown'; readonly report: Report };

export function ReportSection({ port }: { readonly port: ReportPort }) {
  const [phase, setPhase] = useState<Phase>({ name: 'idle' });
  const [message, setMessage] = useState('');
  const make = async () => {
    setMessage('');
    setPhase({ name: 'busy' });
    // The help desk is asked when things are broken: even then the page must say so.
    await port.collect().then(
      (report) => setPhase({ name: 'shown', report }),
      () => setPhase({ name: 'failed' }),
    );
  };
  const copy = async (text: string) => {
    await port.copy(text).then(
      () => setMessage(translate('report_copied')),
      () => setMessage(translate('report_not_copied')),
    );
  };
  const isBusy = phase.name === 'busy';
  return (
    <section class="card report" id="report" aria-labelledby="report-heading" data-testid="report-section">
      <h2 id="report-heading">{translate('report_title')}</h2>
      <p>{translate('report_text')}</p>
      <div class="actions">
        <button
          type="button"
          class="secondary"
          data-testid="make-report"
          aria-busy={isBusy}
          onClick={() => !isBusy && void make()}
        >
          {translate(isBusy ? 'report_busy' : phase.name === 'shown' ? 'report_again' : 'report_make')}
        </button>
      </div>
      <p class={phase.name === 'failed' ? 'notice warn' : 'visually-hidden'} role="status" data-testid="report-message">
        {phase.name === 'failed' ? translate('report_failed') : message}
      </p>
      {phase.name === 'shown' && <Preview report={phase.report} port={port} message={message} onCopy={copy} />}
    </section>
  );
}

interface PreviewProps {
  readonly report: Report;
  readonly port: ReportPort;
  readonly message: string;
  readonly onCopy: (text: string) => Promise<void>;
}

function Preview({ report, port, message, onCopy }: PreviewProps) {
  const text = formatReport(report);
  const json = `${JSON.stringify(report, null, 2)}\n`;
  const name = translate('report_file_name');
  return (
    <>
      <p class="hint">{translate('report_preview_hint')}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by the keyboard (WCAG 2.1.1) */}
      <section class="report-preview" aria-label={translate('report_preview_label')} tabIndex={0}>
        <pre data-testid="report-preview">{text}</pre>
      </section>
      <div class="actions">
        <button
          type="button"
          class="primary"
          data-testid="save-report"
          onClick={() => port.download(`${name}.txt`, text, 'text/plain;charset=utf-8')}
        >
          {translate('report_save')}
        </button>
        <button
          type="button"
          class="secondary"
          data-testid="save-report-json"
          onClick={() => port.download(`${name}.json`, json, 'application/json')}
        >
          {translate('report_save_json')}
        </button>
        <button type="button" class="secondary" data-testid="copy-report" onClick={() => void onCopy(text)}>
          {translate('report_copy')}
        </button>
      </div>
      {message && (
        <p class="hint" aria-hidden="true">
          {message}
        </p>
      )}
    </>
  );
}
