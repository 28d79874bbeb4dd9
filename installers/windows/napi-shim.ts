// Writes the C file that finds Node's functions in whatever executable loaded the addon.
// An import library would name node.exe, and the loader would look for a file of that name beside our renamed one.

/** Names that an object file wants from Node, as `nm` lists undefined symbols of dllimport. */
export function listNodeImports(nmOutput: string): string[] {
  const names = [...nmOutput.matchAll(/ U _*imp_+((?:napi|node_api)_\w+)/g)].map(([, name = '']) => name);
  return [...new Set(names)].sort();
}

/** C source with one import pointer a name, filled when the addon is loaded; loading fails where one is missing. */
export function writeNodeShim(names: readonly string[]): string {
  const pointers = names.map((name) => `FARPROC __imp_${name};`);
  const rows = names.map((name) => `    {&__imp_${name}, "${name}"},`);
  return `#include <windows.h>

${pointers.join('\n')}

static const struct {
  FARPROC *pointer;
  const char *name;
} wanted[] = {
${rows.join('\n')}
};

BOOL WINAPI DllMain(HINSTANCE self, DWORD reason, LPVOID reserved) {
  (void)self;
  (void)reserved;
  if (reason != DLL_PROCESS_ATTACH) return TRUE;
  HMODULE node = GetModuleHandleW(NULL);
  for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++) {
    *wanted[i].pointer = GetProcAddress(node, wanted[i].name);
    if (*wanted[i].pointer == NULL) return FALSE;
  }
  return TRUE;
}
`;
}
