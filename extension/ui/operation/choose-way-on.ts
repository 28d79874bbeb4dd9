// Where an error has a better way on than trying again.
import type { AppError } from '../../../shared/errors/app-error.ts';
import { translate } from '../../base/i18n.ts';
import type { OperationController } from './operation-controller.ts';

/** Without an order on the quick channel, the platform's 证书更新 is the manual's way (part 二.3). */
export function chooseWayOn(
  { code }: AppError,
  { renewByOrder, logIn }: Pick<OperationController, 'renewByOrder' | 'logIn'>,
  isLoginAwaited: boolean,
) {
  if (code === 'CA_LOGIN_NEEDED') {
    const hint = translate(isLoginAwaited ? 'login_waiting' : 'login_hint');
    return { label: translate('login_button'), hint, onGo: () => void logIn() };
  }
  if (code !== 'CA_NO_ORDER') return undefined;
  return {
    label: translate('renew_by_order_button'),
    hint: translate('renew_by_order_hint'),
    onGo: () => void renewByOrder(),
  };
}
