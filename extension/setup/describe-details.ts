// What is worth saying of checks that are in order: versions, the U盾, the certificate and when it ends.
import { productVersion, protocolRange } from '../../shared/version.ts';
import { formatDate } from '../base/format-time.ts';
import { translate } from '../base/i18n.ts';
import { canBeRenewed } from '../flows/survey-tokens.ts';
import type { CheckId } from './setup-checks.ts';
import type { SetupFacts } from './setup-facts.ts';

function listWords(texts: readonly string[]): string {
  return [...new Set(texts)].join(translate('list_separator'));
}

export function describeDetails({ host, sites, page }: SetupFacts): Partial<Record<CheckId, string>> {
  const { hello, listing } = host ?? {};
  const tokens = listing?.tokens ?? [];
  const isOlder = hello && hello.protocol < protocolRange.max;
  const site = sites?.find(({ id }) => id === page?.siteId);
  return {
    'site-access': listWords((sites ?? []).map(({ name }) => name)),
    ...(hello
      ? {
          version: isOlder
            ? translate('setup_detail_update', hello.hostVersion)
            : translate('setup_detail_version', hello.hostVersion, productVersion),
        }
      : {}),
    driver: listWords(
      (listing?.drivers ?? []).filter(({ status }) => status === 'ok').map(({ driverName }) => driverName),
    ),
    token: listWords(tokens.map(({ chipNumber }) => translate('setup_detail_token', chipNumber))),
    certificate: listWords(
      tokens
        .flatMap(({ certificates }) => certificates.filter(canBeRenewed))
        .map(({ unitName, notAfter }) => translate('setup_certificate_detail', unitName, formatDate(notAfter))),
    ),
    ...(site ? { page: site.name } : {}),
  };
}
