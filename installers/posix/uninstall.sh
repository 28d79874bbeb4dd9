#!/bin/sh
# Removes the native host that this script lies beside. Orders under way are kept: they are the only way to finish a renewal.
set -eu
case ${LC_ALL:-${LC_MESSAGES:-${LANG:-}}} in zh*) chinese=1 ;; *) chinese= ;; esac
say() { if [ -n "$chinese" ]; then printf '%s\n' "$1"; else printf '%s\n' "$2"; fi; }

target=$(CDPATH='' cd -- "$(dirname "$0")" && pwd -P)
if [ ! -x "$target/shebao-cert-host" ]; then
  say "请运行安装目录里的 uninstall.sh。" "Run the uninstall.sh of the folder where it is installed." >&2
  exit 2
fi
case $target in
  "$HOME"/*) scope= ;;
  *)
    scope=--system
    if [ "$(id -u)" -ne 0 ]; then
      say "需要管理员身份：sudo sh \"$target/uninstall.sh\"" "This needs an administrator: sudo sh \"$target/uninstall.sh\"" >&2
      exit 1
    fi
    ;;
esac

# 3: another installation is registered in this one's place, and stays.
# shellcheck disable=SC2086 # an empty scope is no argument
"$target/shebao-cert-host" --unregister $scope || [ $? -eq 3 ]
case $(uname -s) in
  Darwin) cache=$HOME/Library/Caches/shebao-cert-assistant orders="$HOME/Library/Application Support/shebao-cert-assistant/orders" ;;
  *) cache=${XDG_CACHE_HOME:-$HOME/.cache}/shebao-cert-assistant orders=${XDG_DATA_HOME:-$HOME/.local/share}/shebao-cert-assistant/orders ;;
esac
rm -rf "$cache" "$target"
say "社保证书助手已卸载。" "The certificate assistant is removed."
if [ -d "$orders" ]; then
  say "未办完的订单保留在 $orders，重新安装后可以接着办。" "Orders under way are kept in $orders and can be finished after installing again."
fi
