// What the page asks for, as it is: the text that would be signed, the subject of a request, the certificate that was delivered.
import { formatDate } from '../../base/format-time.ts';
import { translate } from '../../base/i18n.ts';
import { judgeSubject } from '../../controls/judge-subject.ts';
import { decodeBase64 } from '../../controls/page/certificate/read-der.ts';
import { parseName } from '../../controls/parse-name.ts';
import type { ClerkQuestion } from '../../controls/question-messages.ts';
import { showBytes, showText } from '../../controls/show-text.ts';
import { compareSubjects } from '../parts/compare-subjects.ts';
import { ComparisonTable } from '../parts/comparison-table.tsx';
import { type ControlState, findChosen } from './control-state.ts';

interface Props {
  readonly question: ClerkQuestion;
  readonly state: ControlState;
}

function SignedText({ question: { call, bytes = '' } }: Pick<Props, 'question'>) {
  if (call.kind !== 'sign') return null;
  const content = decodeBase64(bytes);
  return (
    <section class="card" aria-labelledby="text-heading">
      <h2 id="text-heading">{translate('control_text_heading', content.length)}</h2>
      <textarea
        class="signed-text"
        data-testid="signed-text"
        readOnly
        rows={6}
        aria-labelledby="text-heading"
        value={showBytes(content, call.encoding)}
      />
    </section>
  );
}

function RequestedSubject({ question: { call }, state }: Props) {
  if (call.kind !== 'generate') return null;
  const old = findChosen(state)?.certificate;
  const requested = parseName(call.subject);
  const verdict = old && requested && judgeSubject(requested, old.subject);
  return (
    <section class="card" aria-labelledby="subject-heading">
      <h2 id="subject-heading">{translate('control_subject_heading')}</h2>
      <p class="subject-text" data-testid="requested-subject">
        {call.subject === '' ? translate('control_subject_none') : showText(call.subject)}
      </p>
      {verdict?.confirmedSubject && old && (
        <>
          <p class="notice warn">{translate('control_subject_changes')}</p>
          <ComparisonTable fields={compareSubjects(old, { subject: verdict.confirmedSubject, extensions: [] })} />
        </>
      )}
    </section>
  );
}

function DeliveredCertificate({ state: { delivered } }: Pick<Props, 'state'>) {
  if (!delivered) return null;
  const { certificate } = delivered;
  return (
    <section class="card" aria-labelledby="delivered-heading" data-testid="delivered">
      <h2 id="delivered-heading">{translate('control_delivered_heading')}</h2>
      <p class="unit">{certificate.unitName}</p>
      <dl class="facts">
        <dt>{translate('serial_number_label')}</dt>
        <dd class="number">{certificate.serialNumber}</dd>
        <dt>{translate('issuer_label')}</dt>
        <dd>{certificate.issuerName}</dd>
        <dt>{translate('control_delivered_expiry')}</dt>
        <dd>{formatDate(certificate.notAfter)}</dd>
      </dl>
    </section>
  );
}

export function QuestionContent(props: Props) {
  return (
    <>
      <SignedText {...props} />
      <RequestedSubject {...props} />
      <DeliveredCertificate {...props} />
    </>
  );
}
