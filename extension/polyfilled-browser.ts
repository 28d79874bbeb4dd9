// What `wxt/browser` is in our own pages and the background (see wxt.config.ts): Mozilla's polyfill, so that Chromium and
// Firefox answer and fail alike. The content script does without it: it only sends messages, and 3 kB count on every page.
import polyfill from 'webextension-polyfill';

export const browser = polyfill;
