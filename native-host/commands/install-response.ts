// install-response: writes what a page hands its control to install, by the checks of install-certificate.
import { AppError } from '../../shared/errors/app-error.ts';
import type { Command } from './command.ts';
import { installCertificate } from './install-certificate.ts';
import { matchResponse } from './read-response.ts';

/** Safe to repeat. @throws AppError as install-certificate; ORDER_UNKNOWN where the answer is for another key than the clerk was shown */
export const installResponse: Command<'install-response'> = async (params, context) => {
  const { orderId, tokenId, pin, site, response } = params;
  const { record, bundle } = await matchResponse(context, site, response);
  if (record.draft.orderId !== orderId) throw new AppError('ORDER_UNKNOWN');
  const { certificate } = await installCertificate(
    { orderId, tokenId, ...(pin === undefined ? {} : { pin }), certificates: bundle },
    context,
  );
  return { certificate };
};
