// What clerks call the pages of a site.
import type { MessageKey } from './i18n.ts';

export const pageKindWords = {
  'quick-renew': 'page_kind_quick_renew',
  'order-download': 'page_kind_order_download',
  'platform-home': 'page_kind_platform_home',
  'order-list': 'page_kind_order_list',
  'key-table': 'page_kind_key_table',
  'unit-check': 'page_kind_unit_check',
  'apply-form': 'page_kind_apply_form',
  'apply-print': 'page_kind_apply_print',
  'apply-upload': 'page_kind_apply_upload',
} as const satisfies Record<string, MessageKey>;
