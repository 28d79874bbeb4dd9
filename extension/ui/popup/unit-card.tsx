// One unit in the popup: each of its certificates with what is left of it and what comes next.

import { translate } from '../../base/i18n.ts';
import { wordLastDay, wordNextStep } from '../../reminders/reminder-words.ts';
import type { CertificateView, UnitGroup } from './arrange-certificates.ts';
import { CertificateAnswers } from './certificate-answers.tsx';
import type { PopupActions } from './popup-actions.ts';
import { ValidityBar } from './validity-bar.tsx';

interface Props {
  readonly group: UnitGroup;
  readonly portalUrl: string;
  readonly firstDay: number;
  readonly actions: PopupActions;
}

function PluggedMark() {
  return (
    <span class="plugged" data-testid="plugged">
      {translate('popup_plugged')}
    </span>
  );
}

interface ItemProps extends Omit<Props, 'group'> {
  readonly view: CertificateView;
  readonly isOnly: boolean;
}

function CertificateItem({ view, isOnly, ...rest }: ItemProps) {
  const { certificate, state, isPlugged, order } = view;
  return (
    <li class="certificate" data-testid="certificate" data-hash={certificate.hash}>
      <ValidityBar state={state} />
      <p class="soft facts">
        <span data-testid="certificate-facts">
          {translate('reminder_facts', wordLastDay(certificate), certificate.chipNumber)}
        </span>
        {isPlugged && !isOnly && <PluggedMark />}
      </p>
      <p class="next" data-testid="certificate-next">
        {order ? translate('popup_has_order', order.kindText, order.stateText) : wordNextStep(state, isPlugged)}
      </p>
      <CertificateAnswers view={view} {...rest} />
    </li>
  );
}

export function UnitCard({ group, ...rest }: Props) {
  const isOnly = group.views.length === 1;
  return (
    <li class="unit-card" data-testid="unit">
      <div class="unit-head">
        <h3>{group.unitName || translate('popup_unit_unknown')}</h3>
        {isOnly && group.views[0]?.isPlugged && <PluggedMark />}
      </div>
      <ul>
        {group.views.map((view) => (
          <CertificateItem key={view.certificate.hash} view={view} isOnly={isOnly} {...rest} />
        ))}
      </ul>
    </li>
  );
}
