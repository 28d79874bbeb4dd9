// What is done once the clerk has said yes: one call of the host for each kind of question, and the value that the page's control gives.
import { AppError } from '../../../shared/errors/app-error.ts';
import type { ProgressStep } from '../../../shared/protocol/messages.ts';
import { judgeSubject } from '../../controls/judge-subject.ts';
import { parseName } from '../../controls/parse-name.ts';
import type { ClerkQuestion } from '../../controls/question-messages.ts';
import { allowCertificates } from '../../controls/serve/allowed-certificates.ts';
import type { CallHost } from '../../host/call-host.ts';
import { type ControlState, findChosen } from './control-state.ts';
import { addPairs } from './find-choices.ts';

interface Tools {
  readonly host: CallHost;
  readonly pinnedCaCertificates: readonly string[];
  readonly onProgress: (progress: ProgressStep) => void;
}

/** Rejects with an AppError. */
export async function doControlWork(question: ClerkQuestion, state: ControlState, tools: Tools): Promise<unknown> {
  const { call, origin: site } = question;
  const { host, onProgress } = tools;
  if (call.kind === 'certificates') return addPairs(state.picked, state.choices);
  const chosen = findChosen(state);
  if (!chosen) throw new AppError('TOKEN_MISSING');
  const { token, certificate } = chosen;
  const { tokenId } = token;
  const pin = token.pin.isTypedOnReader ? {} : { pin: state.pins.pin };
  const named = { tokenId, certificateHash: certificate.hash };
  switch (call.kind) {
    case 'choose':
      return certificate.hash;
    case 'login':
      await host('verify-pin', { ...named, ...pin });
      return true;
    case 'change-pin':
      await host('change-pin', {
        ...named,
        ...(token.pin.isTypedOnReader ? {} : { oldPin: state.pins.pin, newPin: state.pins.newPin }),
      });
      return true;
    case 'sign':
      return (
        await host('sign-content', { ...named, ...pin, content: question.bytes ?? '', form: call.form }, { onProgress })
      ).signature;
    case 'generate': {
      const requested = parseName(call.subject);
      if (!requested) throw new AppError('REQUEST_MALFORMED', { reason: 'subject' });
      const { requestSubject, confirmedSubject } = judgeSubject(requested, certificate.subject);
      const made = await host(
        'generate-request',
        {
          orderId: crypto.randomUUID(),
          ...named,
          ...pin,
          site,
          ...(requestSubject ? { requestSubject: [...requestSubject] } : {}),
          ...(confirmedSubject ? { confirmedSubject: [...confirmedSubject] } : {}),
          pinnedCaCertificates: [...tools.pinnedCaCertificates],
        },
        { onProgress },
      );
      return made.pkcs10;
    }
    case 'install': {
      if (!state.delivered) throw new AppError('ORDER_UNKNOWN');
      const { orderId } = state.delivered;
      const installed = await host(
        'install-response',
        { orderId, tokenId, ...pin, site, response: call.response },
        { onProgress },
      );
      // The site was let see the old one, and made this one with the clerk.
      await allowCertificates(question.siteId, [installed.certificate.hash]);
      return true;
    }
  }
}
