// The certificate to renew: shown when there is one, chosen by the clerk when there are several.
import type { Operation } from '../../../shared/protocol/messages.ts';
import { translate } from '../../base/i18n.ts';
import type { Choice } from '../../flows/survey-tokens.ts';
import { CertificateChoices, OnlyCertificate } from '../parts/certificate-choices.tsx';
import { keyOfChoice } from './operation-state.ts';
import { operationWords } from './operation-words.ts';

interface Props {
  readonly operation: Operation;
  readonly choices: readonly Choice[];
  readonly choiceKey: string;
  readonly error: string | undefined;
  readonly isLocked: boolean;
  readonly onChoose: (choiceKey: string) => void;
}

export function CertificateChoice({ operation, choices, choiceKey, error, isLocked, onChoose }: Props) {
  const [only] = choices;
  // One that is not the one that the clerk came for has to be chosen.
  if (only && choices.length === 1 && choiceKey !== '') return <OnlyCertificate choice={only} error={error} />;
  return (
    <CertificateChoices
      heading={translate(operationWords[operation].chooseHeading)}
      hint={choices.length > 1 ? translate('token_choose_hint') : ''}
      choices={choices}
      keyOf={keyOfChoice}
      isChosen={(key) => key === choiceKey}
      onChoose={onChoose}
      isLocked={isLocked}
      error={error}
    />
  );
}
