// Middleware that plays the line faults: a slow line, a cut line, and answers that are no answers.
import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Context, MiddlewareHandler } from 'hono';
import { endpointSchema, type FaultBoard } from './fault-board.ts';

export type PortalEnv = { Bindings: HttpBindings };

function cutLine(context: Context<PortalEnv>): Response {
  context.env.incoming.socket.destroy();
  return RESPONSE_ALREADY_SENT;
}

/** Plays the faults set for the called endpoint (`<endpoint>.do`), else passes on. */
export function disturbLine(faults: FaultBoard): MiddlewareHandler<PortalEnv> {
  return async (context, next) => {
    const endpoint = endpointSchema.safeParse(/(\w+)\.do$/.exec(context.req.path)?.[1]).data;
    if (!endpoint) return next();
    const delay = faults.take(['delay'], endpoint);
    if (delay) await wait(delay.delayMs ?? 1000);
    const fault = faults.take(['closeBefore', 'closeAfter', 'http500', 'notJson', 'garbage', 'wrongShape'], endpoint);
    switch (fault?.kind) {
      case undefined:
        return next();
      case 'closeBefore':
        return cutLine(context);
      case 'closeAfter':
        await next();
        context.res = undefined;
        context.res = cutLine(context);
        return;
      case 'http500':
        return context.html(
          '<html><head><title>Error 500</title></head><body><h1>HTTP Status 500</h1></body></html>',
          500,
        );
      case 'notJson':
        return context.html('<html><body><script>alert("系统繁忙，请稍后再试！");</script></body></html>');
      case 'garbage':
        return context.body(new Uint8Array(randomBytes(200)), 200, { 'Content-Type': 'application/json' });
      case 'wrongShape':
        return context.json({ success: true, result: [] });
    }
  };
}
