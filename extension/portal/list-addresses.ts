// Every address that a profile can make the product send something to: checked when it is read, shown before it is taken over.
import type { OrderService } from '../../shared/order-service.ts';
import type { OrderList } from './order-list-schema.ts';

interface Addressed {
  readonly orderService: OrderService;
  readonly orderList: Pick<OrderList, 'url'>;
  readonly links: Readonly<Record<string, string>>;
}

/** Absolute, without repetition; what no browser could open stands as it is written. */
export function listAddresses({ orderService, orderList, links }: Addressed): readonly string[] {
  const { baseUrl, endpoints } = orderService;
  const resolve = (path: string) => (URL.canParse(path, baseUrl) ? new URL(path, baseUrl).href : path);
  const paths = Object.values(endpoints).flatMap((endpoint) => (endpoint ? [resolve(endpoint.path)] : []));
  return [...new Set([baseUrl, ...paths, orderList.url, ...Object.values(links)])];
}
