// 页面样本: made on the clerk's click or brought along from the popup, shown as it will be saved, saved by the clerk.
import { useEffect, useState } from 'preact/hooks';
import { translate } from '../../base/i18n.ts';
import { writeHtml } from '../../portal/sample/write-html.ts';
import type { PageSample } from '../../setup/page-sample.ts';

export interface SamplePort {
  /** What the popup has left. */
  readonly read: () => Promise<PageSample | undefined>;
  /** Of the site's page that was looked at last; undefined where none is open. */
  readonly collect: () => Promise<PageSample | undefined>;
  readonly download: (fileName: string, text: string, type: string) => void;
}

type Phase =
  | { readonly name: 'idle' | 'busy' | 'none' | 'failed' }
  | { readonly name: 'shown'; readonly sample: PageSample };

const messages = { none: 'sample_none', failed: 'sample_failed' } as const;

export function SampleSection({ port }: { readonly port: SamplePort }) {
  const [phase, setPhase] = useState<Phase>({ name: 'idle' });
  const show = (sample: PageSample | undefined) => setPhase(sample ? { name: 'shown', sample } : { name: 'none' });
  useEffect(() => {
    void port.read().then((sample) => sample && show(sample));
  }, [port]);
  const make = async () => {
    setPhase({ name: 'busy' });
    await port.collect().then(show, () => setPhase({ name: 'failed' }));
  };
  const fault = phase.name === 'none' || phase.name === 'failed' ? messages[phase.name] : undefined;
  return (
    <section class="card report" id="sample" aria-labelledby="sample-heading" data-testid="sample-section">
      <h2 id="sample-heading">{translate('sample_heading')}</h2>
      <p>{translate('sample_text')}</p>
      <div class="actions">
        <button
          type="button"
          class="secondary"
          data-testid="make-sample"
          aria-busy={phase.name === 'busy'}
          onClick={() => phase.name !== 'busy' && void make()}
        >
          {translate('popup_sample')}
        </button>
      </div>
      <p class={fault ? 'notice warn' : 'visually-hidden'} role="status" data-testid="sample-message">
        {fault ? translate(fault) : ''}
      </p>
      {phase.name === 'shown' && <Preview sample={phase.sample} port={port} />}
    </section>
  );
}

function Preview({ sample, port }: { readonly sample: PageSample; readonly port: SamplePort }) {
  return (
    <>
      <p class="hint">{translate('sample_preview_hint', sample.frames.length)}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by the keyboard (WCAG 2.1.1) */}
      <section class="report-preview" aria-label={translate('sample_preview_label')} tabIndex={0}>
        <pre data-testid="sample-preview">
          {sample.frames
            .map((frame) =>
              [
                `■ ${frame.address}  ${frame.charset}  ${frame.mode}`,
                ...Object.entries(frame.controls).flatMap(([name, list]) =>
                  list.length > 0 ? [`${name}: ${list.join(' ')}`] : [],
                ),
                ...frame.alerts.map((text) => `alert: ${text}`),
                writeHtml(frame),
              ].join('\n'),
            )
            .join('\n\n')}
        </pre>
      </section>
      <div class="actions">
        <button
          type="button"
          class="primary"
          data-testid="save-sample"
          onClick={() =>
            port.download(translate('sample_file_name'), `${JSON.stringify(sample, null, 1)}\n`, 'application/json')
          }
        >
          {translate('sample_save')}
        </button>
      </div>
    </>
  );
}
