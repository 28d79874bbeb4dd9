// Pictures of the rows of the 钥匙盘 table, which tell the U盾 apart by their colour.

const colours = ['#c62828', '#1565c0', '#2e7d32', '#6d4c41'];

/** SVG, 96 by 30, of the U盾 of row `row` (from 1). */
export function drawTokenKind(row: number): string {
  const colour = colours[(row - 1) % colours.length];
  return `<svg xmlns="http://www.w3.org/2000/svg" width="96" height="30" viewBox="0 0 96 30"><rect x="2" y="8" width="24" height="14" fill="#c7cdd4" stroke="#8b949e"/><path d="M7 12h5v2H7zM7 16h5v2H7z" fill="#6b7480"/><rect x="26" y="4" width="64" height="22" rx="6" fill="${colour}"/><circle cx="80" cy="15" r="3" fill="#fff"/><path d="M36 12h28M36 17h18" stroke="#fff" stroke-width="2"/></svg>`;
}
