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
case $(uname -s) in Darwin) cache=$HOME/Library/Caches ;; *) cache=${XDG_CACHE_HOME:-$HOME/.cache} ;; esac
# Removing for everybody is not the time to look into each user's home. 4: orders are under way, and their records stay.
[ -n "$scope" ] || "$target/shebao-cert-host" --remove-user-data || [ $? -eq 4 ]
rm -rf "$cache/shebao-cert-assistant" "$target"
# The folder that held it, which on a Mac is also the orders'; not when something is left in it.
case $target in */shebao-cert-assistant/program) rmdir "$(dirname "$target")" 2>/dev/null || true ;; esac
say "社保证书助手已卸载。" "The certificate assistant is removed."
