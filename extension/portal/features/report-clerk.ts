// Tells the background that the clerk is logged in: these pages are for accounts only.
import { defineFeature } from '../define-feature.ts';

export const reportClerkFeature = defineFeature({
  id: 'report-clerk',
  kinds: ['platform-home', 'key-table', 'order-download'],
  init: (_page, { reportClerk }) => reportClerk(),
});
