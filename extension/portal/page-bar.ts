// The look of a bar or note of ours on a page.

const font = '"Microsoft YaHei UI", "PingFang SC", "Noto Sans CJK SC", sans-serif';

export const barStyles = `
  :host { display: block; }
  div { box-sizing: border-box; max-width: 980px; margin: 10px auto; padding: 8px 12px; border: 1px solid #b9d3ea;
    border-left: 4px solid #0f62ab; border-radius: 4px; background: #f2f8fd; color: #1a2530; text-align: start;
    font: 14px/1.6 ${font}; display: flex; flex-wrap: wrap; gap: 6px 12px; align-items: center; }
  p { flex: 1 1 260px; margin: 0; }
  label { display: inline-flex; gap: 6px; align-items: center; max-width: 100%; }
  select { max-width: 260px; height: 30px; border: 1px solid #74828f; border-radius: 4px; background: #fff; color: #1a2530; font: inherit; }
  button { min-height: 30px; padding: 0 14px; border: 1px solid #0b4f8a; border-radius: 4px; background: #0f62ab; color: #fff;
    cursor: pointer; font: 600 14px/1.4 ${font}; }
  button:hover { background: #0b4f8a; }
  :focus-visible { outline: 3px solid #f2a900; outline-offset: 2px; }
`;
