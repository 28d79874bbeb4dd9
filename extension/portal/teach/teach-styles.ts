// The look of our overlay while the assistant is taught: outlines on the page, and a card with the question.
export const teachStyles = `
  :host { all: initial; --font: "Microsoft YaHei UI", "PingFang SC", "Noto Sans CJK SC", sans-serif; }
  * { box-sizing: border-box; }
  .layer { position: fixed; inset: 0; cursor: crosshair; background: rgb(15 98 171 / 4%); }
  .outline { position: fixed; border: 3px solid #0f62ab; border-radius: 4px; pointer-events: none; background: rgb(15 98 171 / 10%); }
  .outline.hover { border-color: #b45309; border-style: dashed; background: none; }
  .outline span { position: absolute; inset-block-end: 100%; inset-inline-start: -3px; padding: 0 6px; background: #0f62ab; color: #fff;
    font: 600 12px/18px var(--font); white-space: nowrap; border-radius: 3px 3px 0 0; }
  .card { position: fixed; inset-inline-end: 16px; inset-block-end: 16px;
    inline-size: min(380px, calc(100vw - 32px)); max-block-size: calc(100vh - 32px); overflow: auto; padding: 16px; border: 2px solid #0f62ab; border-radius: 8px;
    background: #fff; color: #1a2530; font: 15px/1.6 var(--font); text-align: start; box-shadow: 0 6px 24px rgb(0 0 0 / 30%); cursor: default; }
  .card.top { inset-block: 16px auto; inset-inline: 16px auto; }
  h2 { margin: 0 0 4px; font: 700 16px/1.5 var(--font); }
  p { margin: 0 0 8px; }
  .soft { color: #4a5a68; font-size: 13px; }
  .fault { padding: 6px 10px; border-inline-start: 4px solid #b45309; background: #fff5df; color: #5c3800; }
  .good { padding: 6px 10px; border-inline-start: 4px solid #1b7f4b; background: #eef8f1; color: #14532d; }
  ul { margin: 0 0 8px; padding-inline-start: 20px; }
  label { display: block; font-size: 13px; margin-block-end: 8px; }
  select { inline-size: 100%; min-block-size: 32px; border: 1px solid #74828f; border-radius: 4px; background: #fff; color: #1a2530; font: 14px var(--font); }
  .actions { margin-block-end: 8px; display: flex; flex-wrap: wrap; gap: 8px; }
  button { min-block-size: 32px; padding: 0 14px; border: 1px solid #74828f; border-radius: 4px; background: #fff; color: #1a2530; cursor: pointer; font: 14px/1.4 var(--font); }
  button.primary { border-color: #0b4f8a; background: #0f62ab; color: #fff; font-weight: 600; }
  button:focus-visible, select:focus-visible, .card:focus-visible { outline: 3px solid #f2a900; outline-offset: 2px; }
  @media (prefers-color-scheme: dark) {
    .card { background: #1c2630; color: #e6edf3; border-color: #6cb0ee; }
    .soft { color: #b3c0cb; }
    .fault { background: #3d2e0c; color: #ffe2a8; }
    .good { background: #123524; color: #c8f0d8; }
    select, button { background: #26333f; color: #e6edf3; border-color: #8a9aa8; }
    button.primary { background: #8cc4f5; border-color: #8cc4f5; color: #0b2236; }
  }
`;
