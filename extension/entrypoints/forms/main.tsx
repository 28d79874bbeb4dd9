// Wires the page of printable forms: what its address asks for, the units that are known, and the browser's print dialog.
import { render } from 'preact';
import { translate } from '../../base/i18n.ts';
import { FormsApp } from '../../ui/forms/forms-app.tsx';
import { startPage } from '../../ui/parts/start-page.ts';
import { readFormsRequest } from '../../units/forms-request.ts';
import { readKnownUnits } from '../../units/known-units.ts';
import '../../ui/styles/base.css';
import '../../ui/styles/controls.css';
import '../../ui/forms/forms.css';

async function start(root: HTMLElement): Promise<void> {
  const units = await readKnownUnits();
  const request = readFormsRequest(new URLSearchParams(location.search), units);
  render(<FormsApp units={units} request={request} onPrint={() => window.print()} />, root);
}

void startPage(() => translate('forms_title'), start);
