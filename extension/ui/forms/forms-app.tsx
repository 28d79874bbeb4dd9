// The page of printable forms: a bar to choose with on the screen, below it the sheet as it will come out of the printer.
import { useState } from 'preact/hooks';
import { translate } from '../../base/i18n.ts';
import { createEmptyUnit, type Unit } from '../../settings/unit.ts';
import { listBlankFields } from '../../units/blank-fields.ts';
import type { FormsChoice, FormsRequest } from '../../units/forms-request.ts';
import { unitFieldLabels } from '../../units/unit-words.ts';
import { PageShell } from '../parts/page-shell.tsx';
import { ApplicationForm } from './application-form.tsx';
import { FormsBar } from './forms-bar.tsx';
import { SealForm } from './seal-form.tsx';

interface Props {
  readonly units: readonly Unit[];
  readonly request: FormsRequest;
  readonly onPrint: () => void;
}

/** The manual's example: 重庆市网上社保项目-渝北. */
function nameProject(unit: Unit): string {
  return unit.insuredArea === '' ? '重庆市网上社保项目' : `重庆市网上社保项目-${unit.insuredArea}`;
}

export function FormsApp({ units, request, onPrint }: Props) {
  const findUnit = (id: string) => units.find((unit) => unit.id === id) ?? createEmptyUnit();
  const [choice, setChoice] = useState<FormsChoice>({
    ...request,
    projectName: request.projectName || nameProject(findUnit(request.unitId)),
    detail: '',
    hasAgreed: false,
  });
  const change = (changed: Partial<FormsChoice>) =>
    setChoice((before) => ({
      ...before,
      ...changed,
      ...(changed.unitId === undefined ? {} : { projectName: nameProject(findUnit(changed.unitId)) }),
    }));
  const unit = findUnit(choice.unitId);
  const blanks = listBlankFields(unit, choice.form).map((field) => translate(unitFieldLabels[field]));

  return (
    <PageShell page="forms" title={translate('forms_title')}>
      <FormsBar units={units} choice={choice} blanks={blanks} onChange={change} onPrint={onPrint} />
      <div class="desk">
        {choice.form === 'application' ? <ApplicationForm unit={unit} {...choice} /> : <SealForm unit={unit} />}
      </div>
    </PageShell>
  );
}
