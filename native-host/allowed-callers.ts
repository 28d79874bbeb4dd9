// Who may talk to the host: our own extension, under each of its ids.
import { chromiumExtensionId, firefoxExtensionId, storeExtensionIds } from '../shared/product-ids.ts';

/** Chromium's family, as `allowed_origins` of a native manifest has them. */
export const allowedOrigins: readonly string[] = [chromiumExtensionId, ...storeExtensionIds].map(
  (id) => `chrome-extension://${id}/`,
);

/** All, as browsers put them on the host's command line. */
export const allowedCallers: readonly string[] = [...allowedOrigins, firefoxExtensionId];
