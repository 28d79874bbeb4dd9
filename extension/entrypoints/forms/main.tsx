// Wires the page of printable forms: what its address asks for, the units that are known, and the browser's print dialog.
import { render } from 'preact';
import { FormsApp } from '../../ui/forms/forms-app.tsx';
import { readFormsRequest } from '../../ui/forms/forms-request.ts';
import { translate } from '../../ui/i18n.ts';
import { startPage } from '../../ui/start-page.ts';
import { readKnownUnits } from '../../units/known-units.ts';
import '../../ui/operation.css';
import '../../ui/forms/forms.css';

async function start(root: HTMLElement): Promise<void> {
  const units = await readKnownUnits();
  const request = readFormsRequest(new URLSearchParams(location.search), units);
  render(<FormsApp units={units} request={request} onPrint={() => window.print()} />, root);
}

void startPage(() => translate('forms_title'), start);
