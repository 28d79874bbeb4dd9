// Wires the window in which the clerk chooses from which unit profile a page is filled.
import { render } from 'preact';
import { translate } from '../../base/i18n.ts';
import { askUnits } from '../../portal/unit-messages.ts';
import { FillApp } from '../../ui/fill/fill-app.tsx';
import { startPage } from '../../ui/parts/start-page.ts';
import { loadFillWish } from '../../units/fill-request.ts';
import { listOfferedUnits } from '../../units/offered-units.ts';
import '../../ui/styles/base.css';
import '../../ui/styles/controls.css';
import '../../ui/fill/fill.css';

const wishId = new URLSearchParams(location.search).get('wish') ?? '';

async function answer(unitId: string | undefined): Promise<void> {
  await askUnits('chooseUnit', { wishId, ...(unitId === undefined ? {} : { unitId }) });
  window.close();
}

void startPage(
  () => translate('fill_title'),
  async (root) => {
    const [wish, units] = await Promise.all([loadFillWish(wishId), listOfferedUnits()]);
    const openUnits = async () => {
      await askUnits('openUnits');
      await answer(undefined);
    };
    render(<FillApp wish={wish} units={units} onAnswer={answer} onOpenUnits={openUnits} />, root);
  },
);
