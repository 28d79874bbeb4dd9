// What the page of tokens is asked for in its address: which U盾, and what is to be done with it.

export const tokenTasks = ['pin', 'unblock', 'housekeeping'] as const;
export type TokenTask = (typeof tokenTasks)[number];

export interface TokensRequest {
  /** '' when none is named. */
  readonly tokenId: string;
  readonly task: TokenTask;
}

/** Address of the page of tokens. */
export function formatTokensPath({ tokenId, task }: Partial<TokensRequest>): string {
  const query = new URLSearchParams({ ...(tokenId ? { token: tokenId } : {}), ...(task ? { task } : {}) });
  return query.size === 0 ? '/tokens.html' : `/tokens.html?${query}`;
}

/** Reads the address; what is unknown in it is left at its default. */
export function readTokensRequest(query: URLSearchParams): TokensRequest {
  return {
    tokenId: query.get('token') ?? '',
    task: tokenTasks.find((task) => task === query.get('task')) ?? 'pin',
  };
}
