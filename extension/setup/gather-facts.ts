// Looks at browser and host for the checks. Every failure is a fact here, none is thrown.
import { AppError, toAppError } from '../../shared/errors/app-error.ts';
import { canBeRenewed, explainNoToken } from '../flows/survey-tokens.ts';
import type { HostConnection } from '../host/connect-host.ts';
import { nameSite } from '../portal/name-site.ts';
import type { SiteProfile } from '../portal/profile.ts';
import type { HostFacts, SiteFact } from './setup-facts.ts';

export function gatherSites(
  profiles: readonly SiteProfile[],
  hasAccess: (profile: SiteProfile) => Promise<boolean>,
): Promise<readonly SiteFact[]> {
  return Promise.all(
    profiles.map(async (profile) => ({
      id: profile.id,
      name: nameSite(profile),
      origins: profile.origins,
      isConfirmed: profile.orderService.confirmed !== false,
      hasAccess: await hasAccess(profile),
    })),
  );
}

/** Asks an open connection; the host's answers, and the first thing that keeps a certificate from being renewed. */
export async function gatherHostFacts({ call, hello }: Pick<HostConnection, 'call' | 'hello'>): Promise<HostFacts> {
  try {
    const listing = await call('list-tokens', {});
    const certificates = listing.tokens.flatMap((token) => token.certificates);
    const problem =
      listing.tokens.length === 0
        ? explainNoToken(listing.drivers, hello.architecture)
        : certificates.some(canBeRenewed)
          ? undefined
          : new AppError('TOKEN_UNSUPPORTED');
    return { hello, listing, ...(problem ? { problem } : {}) };
  } catch (error) {
    return { hello, problem: toAppError(error) };
  }
}
