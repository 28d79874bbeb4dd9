// Opens our window in which the clerk chooses the unit that a page gets, and waits for the answer. One window at a time.
import { browser } from 'wxt/browser';
import { dropFillWish, type FillWish, saveFillWish } from './fill-request.ts';

const [widthPx, heightPx] = [520, 620];

interface Asking {
  readonly wishId: string;
  readonly windowId: number | undefined;
  readonly settle: (unitId: string | undefined) => void;
}

let asking: Asking | undefined;

/** What the window says; undefined is 取消. Whoever is not asked about any more gets nothing. */
export function settleUnitChoice(wishId: string, unitId: string | undefined): void {
  if (asking?.wishId === wishId) asking.settle(unitId);
}

/** Id of the unit that was chosen; undefined when the clerk did not want to, or another page is being asked about. */
export async function askForUnit(wish: FillWish): Promise<string | undefined> {
  if (asking) {
    const { windowId } = asking;
    if (windowId !== undefined) await browser.windows.update(windowId, { focused: true }).catch(() => undefined);
    return undefined;
  }
  const wishId = await saveFillWish(wish);
  const url = `/fill.html?wish=${wishId}`;
  const window = await browser.windows.create({ type: 'popup', url, width: widthPx, height: heightPx });
  const windowId = window?.id;
  const chosen = new Promise<string | undefined>((settle) => {
    asking = { wishId, windowId, settle };
  });
  const onClosed = (closedId: number) => {
    if (closedId === windowId) settleUnitChoice(wishId, undefined);
  };
  browser.windows.onRemoved.addListener(onClosed);
  try {
    return await chosen;
  } finally {
    asking = undefined;
    browser.windows.onRemoved.removeListener(onClosed);
    await dropFillWish(wishId);
  }
}
