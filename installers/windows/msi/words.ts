// Every word that the MSI shows, each in both languages: it has no pages, and its log is read by administrators anywhere.

export const msiWords = {
  product: '社保证书助手',
  publisher: '社保证书助手',
  newer: '已经安装了较新的版本，没有改动。 A newer version is installed; nothing was changed.',
  oldWindows: '需要 Windows 10 或更新的系统。 Windows 10 or newer is needed.',
  noUpdateUrl: 'EXTENSION_FORCELIST=1 还需要 EXTENSION_UPDATE_URL。 EXTENSION_FORCELIST=1 needs EXTENSION_UPDATE_URL.',
} as const;
