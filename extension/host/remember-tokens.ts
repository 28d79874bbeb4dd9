// The choke point: whatever a page of ours hears from the host about tokens is remembered.
import type { CommandName, CommandParams, CommandResult, Token } from '../../shared/protocol/messages.ts';
import { describeSightings } from '../reminders/describe-sightings.ts';
import { askReminders } from '../reminders/reminder-messages.ts';
import type { CallHost } from './call-host.ts';
import { connectHost, type HostConnection } from './connect-host.ts';
import { noteSurvey } from './last-survey.ts';

/** Tells the background which tokens are plugged in now. For pages of ours; it never fails, because nobody waits for it. */
function rememberTokens(tokens: readonly Token[], fromOrders: readonly string[], isShown: boolean): void {
  void askReminders('tokensSeen', { sightings: describeSightings(tokens, fromOrders), isShown }).catch(
    (error: unknown) => console.warn('tokens could not be remembered', error instanceof Error ? error.message : error),
  );
}

/** Hears of tokens, and of the certificates on them that orders brought meanwhile, by hash. */
type Report = (tokens: readonly Token[], fromOrders: readonly string[]) => void;

/** `call` as it is; what it learns of tokens, by `list-tokens` and by installing a certificate, goes to `report`. */
export function reportTokens(call: CallHost, report: Report): CallHost {
  let tokens: readonly Token[] = [];
  let fromOrders: readonly string[] = [];
  async function callAndReport<C extends CommandName>(
    command: C,
    params: CommandParams<C>,
    options?: Parameters<CallHost>[2],
  ): Promise<CommandResult<C>> {
    const result = await call(command, params, options);
    if (command === 'list-tokens') {
      const seen = result as CommandResult<'list-tokens'>;
      tokens = seen.tokens;
      noteSurvey(seen);
      report(tokens, fromOrders);
    }
    if (command === 'install-certificate') {
      const { tokenId } = params as CommandParams<'install-certificate'>;
      const { certificate } = result as CommandResult<'install-certificate'>;
      tokens = tokens.map((token) =>
        token.tokenId === tokenId ? { ...token, certificates: [...token.certificates, certificate] } : token,
      );
      fromOrders = [...fromOrders, certificate.hash];
      report(tokens, fromOrders);
    }
    return result;
  }
  return callAndReport;
}

/** A connection to the host like `connectHost`'s, whose tokens go to `report`. */
async function connectAndReport(report: Report): Promise<HostConnection> {
  const connection = await connectHost();
  return { ...connection, call: reportTokens(connection.call, report) };
}

/** For pages of ours: a connection that remembers what it sees. */
export function connectAndRemember(): Promise<HostConnection> {
  return connectAndReport((tokens, fromOrders) => rememberTokens(tokens, fromOrders, false));
}

/** The same for a page that shows each certificate with its expiry. */
export function connectAndShow(): Promise<HostConnection> {
  return connectAndReport((tokens, fromOrders) => rememberTokens(tokens, fromOrders, true));
}
