// The control endpoint of the simulated portal, for tests and tools in other processes.
import { Hono } from 'hono';
import { type FaultBoard, faultSchema } from '../faults/fault-board.ts';
import type { PortalRecords } from '../orders/records.ts';
import type { PlatformOffice } from '../platform/platform-office.ts';
import { addPlatformControl } from './add-platform-control.ts';

/**
 * `POST /__control/fault` with a fault as JSON sets it, `DELETE /__control/faults` clears all,
 * `GET /__control/orders` and `GET /__control/requests` list what is on record; for the platform see `addPlatformControl`.
 */
export function createControl(faults: FaultBoard, records: PortalRecords, office: PlatformOffice): Hono {
  const control = new Hono().basePath('/__control');
  control.use(async (context, next) => {
    // A browser page cannot get here: it would have to name its origin.
    if (context.req.header('origin') !== undefined) return context.json({ error: 'no browsers' }, 403);
    return next();
  });
  control.post('/fault', async (context) => {
    const fault = faultSchema.safeParse(await context.req.json().catch(() => undefined));
    if (!fault.success) return context.json({ error: fault.error.issues }, 400);
    faults.set(fault.data);
    return context.json({ ok: true });
  });
  control.delete('/faults', (context) => {
    faults.clear();
    return context.json({ ok: true });
  });
  control.get('/orders', (context) => context.json(records.orders.list()));
  control.get('/requests', (context) => context.json(records.requests.list()));
  addPlatformControl(control, office);
  return control;
}
