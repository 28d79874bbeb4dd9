// The look of a warning of ours on a page: not to be missed, and not by its colour only.
export const noteStyles = `
  p { box-sizing: border-box; max-width: 420px; margin: 8px auto; padding: 6px 10px; border: 2px solid #b45309; border-radius: 4px;
    background: #fff5df; color: #5c3800; text-align: start; white-space: normal; overflow-wrap: break-word;
    font: 600 14px/1.5 "Microsoft YaHei UI", "PingFang SC", "Noto Sans CJK SC", sans-serif; }
  p::before { content: '! ' / ''; }
`;
