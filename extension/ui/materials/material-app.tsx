// The card beside a file field: checking, fine, look at this, or cannot be used. The clerk decides where it is doubtful.
import { formatSize } from '../../base/format-size.ts';
import { type MessageKey, translate } from '../../base/i18n.ts';
import type { Doubt, Repair } from '../../materials/judge-picture.ts';
import type { CheckSession, MaterialCheckState } from './check-session.ts';
import { PicturePreview } from './picture-preview.tsx';
import { wordRefusal } from './refusal-words.ts';

const repairWords: Readonly<Record<Repair, MessageKey>> = {
  'too-many-bytes': 'material_too_many_bytes',
  'too-wide': 'material_too_wide',
  irregular: 'material_irregular',
  foreign: 'material_foreign',
  renamed: 'material_renamed',
  turned: 'material_turned',
  cmyk: 'material_cmyk',
};

const doubtWords: Readonly<Record<Doubt, MessageKey>> = {
  blurred: 'material_blurred',
  dark: 'material_dark',
  animated: 'material_animated',
  'used-twice': 'material_used_twice',
  incomplete: 'material_incomplete',
  coarse: 'material_coarse',
};

interface Props {
  readonly state: MaterialCheckState;
  readonly session: CheckSession;
  readonly maxBytes: number;
}

function Refused({ state }: { state: Extract<MaterialCheckState, { phase: 'refused' }> }) {
  const { what, next } = wordRefusal(state.reason, state.details);
  return (
    <section class="card bad" role="alert" data-testid="material-refused" data-reason={state.reason}>
      <h2>{translate('material_refused_title')}</h2>
      <p class="file-name">{state.fileName}</p>
      <p>{what}</p>
      <p>{next}</p>
    </section>
  );
}

function Accepted({ state }: { state: Extract<MaterialCheckState, { phase: 'accepted' }> }) {
  const { file, widthPx, heightPx } = state.picture;
  return (
    <section class="card good" role="status" data-testid="material-accepted" data-improved={state.isImproved}>
      <h2>{translate(state.isImproved ? 'material_accepted_improved' : 'material_accepted')}</h2>
      <p class="file-name">
        {file.name}
        <span class="facts-line">
          {formatSize(file.size)} · {widthPx} × {heightPx}
        </span>
      </p>
    </section>
  );
}

function Asking({ state, session, maxBytes }: Props & { state: Extract<MaterialCheckState, { phase: 'asking' }> }) {
  const { verdict, original, improved, pdf } = state;
  const mayUseOriginal = original !== undefined && !verdict.mustRepair;
  // What the eye sees is as doubtful after re-encoding as before.
  const notes = [
    ...(pdf ? [translate('material_pdf')] : []),
    ...verdict.repairs.map((repair) => translate(repairWords[repair], formatSize(maxBytes))),
    ...verdict.doubts.map((doubt) => translate(doubtWords[doubt])),
  ];
  return (
    <section
      class="card warn"
      data-testid="material-asking"
      data-notes={[...verdict.repairs, ...verdict.doubts].join(' ')}
    >
      <div role="alert">
        <h2>{translate(verdict.mustRepair || pdf ? 'material_must_title' : 'material_look_title')}</h2>
        <ul>
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      </div>
      {pdf && pdf.pageCount > 1 && (
        <div class="pages">
          <label for="pdf-page">{translate('material_pdf_page', pdf.pageCount)}</label>
          <select
            id="pdf-page"
            data-testid="pdf-page"
            value={pdf.pageNumber}
            onChange={(event) => void session.choosePage(Number(event.currentTarget.value))}
          >
            {Array.from({ length: Math.min(pdf.pageCount, 200) }, (_, index) => (
              <option key={index} value={index + 1}>
                {index + 1}
              </option>
            ))}
          </select>
        </div>
      )}
      <div class="previews">
        {original && <PicturePreview picture={original} title={translate('material_original')} />}
        {improved && (
          <PicturePreview picture={improved} title={translate(pdf ? 'material_page_picture' : 'material_improved')} />
        )}
      </div>
      {improved && <p class="hint">{translate('material_improved_hint')}</p>}
      <div class="actions">
        {improved && (
          <button type="button" class="primary" data-testid="use-improved" onClick={session.useImproved}>
            {translate(pdf ? 'material_use_page' : 'material_use_improved')}
          </button>
        )}
        {mayUseOriginal && (
          <button
            type="button"
            class={improved ? 'secondary' : 'primary'}
            data-testid="use-original"
            onClick={session.useOriginal}
          >
            {translate('material_use_original')}
          </button>
        )}
        <button type="button" class="plain" data-testid="discard" onClick={session.discard}>
          {translate('material_discard')}
        </button>
      </div>
    </section>
  );
}

export function MaterialApp(props: Props) {
  const { state } = props;
  switch (state.phase) {
    case 'waiting':
      return (
        <p class="card" data-testid="material-waiting">
          {translate('material_waiting')}
        </p>
      );
    case 'checking':
      return (
        <p class="card checking" role="status" data-testid="material-checking">
          <span class="spinner" aria-hidden="true" />
          {translate('material_checking', state.fileName)}
        </p>
      );
    case 'refused':
      return <Refused state={state} />;
    case 'accepted':
      return <Accepted state={state} />;
    case 'asking':
      return <Asking {...props} state={state} />;
  }
}
