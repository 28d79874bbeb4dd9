// Whose certificate: shown when there is one, chosen when there are several; ticked where the site shall see them.
import { translate } from '../../base/i18n.ts';
import { CertificateChoices, OnlyCertificate } from '../parts/certificate-choices.tsx';
import type { ControlAction, ControlState } from './control-state.ts';

interface Props {
  readonly state: ControlState;
  readonly isMany: boolean;
  readonly isLocked: boolean;
  readonly dispatch: (change: ControlAction) => void;
}

export function ChoiceList({ state: { choices, chosen, picked, fieldErrors }, isMany, isLocked, dispatch }: Props) {
  const [only] = choices;
  if (only && choices.length === 1) return <OnlyCertificate choice={only} />;
  const toggle = (hash: string) =>
    dispatch({ picked: picked.includes(hash) ? picked.filter((one) => one !== hash) : [...picked, hash] });
  return (
    <CertificateChoices
      heading={translate(isMany ? 'control_pick_heading' : 'control_choose_heading')}
      choices={choices}
      keyOf={({ certificate }) => certificate.hash}
      isMany={isMany}
      isChosen={(hash) => (isMany ? picked.includes(hash) : hash === chosen)}
      onChoose={isMany ? toggle : (hash) => dispatch({ chosen: hash })}
      isLocked={isLocked}
      error={fieldErrors.choice}
    />
  );
}
