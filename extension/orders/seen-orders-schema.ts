// What a content script reports of 订单查询, checked: it comes from a process that the page shares.
import * as z from 'zod/mini';

const text = z.string().check(z.maxLength(200));

export const seenOrdersSchema = z
  .array(
    z.strictObject({
      orderNumber: text,
      kind: text,
      unitName: text,
      state: text,
      orderedAt: text,
      reasons: z.array(z.strictObject({ material: text, reason: text })).check(z.maxLength(20)),
      express: text,
    }),
  )
  .check(z.maxLength(200));
