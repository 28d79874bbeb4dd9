#!/bin/sh
# Installs the native host from this folder: for you (no administrator needed), or with --system for everybody.
# May be run again, over an older version too, also while a browser uses it.
set -eu
umask 022
source=$(CDPATH='' cd -- "$(dirname "$0")" && pwd -P)/program
scope=user

case ${LC_ALL:-${LC_MESSAGES:-${LANG:-}}} in zh*) chinese=1 ;; *) chinese= ;; esac
# say CHINESE ENGLISH
say() { if [ -n "$chinese" ]; then printf '%s\n' "$1"; else printf '%s\n' "$2"; fi; }
fail() { say "$1" "$2" >&2; exit 1; }

for argument in "$@"; do
  case $argument in
    --user) scope=user ;;
    --system) scope=system ;;
    *) say "用法：install.sh [--user|--system]" "Usage: install.sh [--user|--system]" >&2; exit 2 ;;
  esac
done

case $(uname -s)-$scope in
  Linux-user) target=$HOME/.local/lib/shebao-cert-assistant ;;
  Linux-system) target=/opt/shebao-cert-assistant ;;
  Darwin-user) target="$HOME/Library/Application Support/shebao-cert-assistant/program" ;;
  Darwin-system) target="/Library/Application Support/shebao-cert-assistant/program" ;;
  *) fail "这个安装包不支持 $(uname -s)。" "This package does not support $(uname -s)." ;;
esac
if [ "$scope" = system ] && [ "$(id -u)" -ne 0 ]; then
  fail "为整台电脑安装需要管理员身份：sudo sh install.sh --system" "For everybody this needs an administrator: sudo sh install.sh --system"
fi
if [ "$scope" = user ] && [ "$(id -u)" -eq 0 ] && [ -n "${SUDO_USER:-}" ]; then
  fail "只为自己安装时不要用 sudo。" "To install for yourself, do not use sudo."
fi

# Whatever cannot run here must be found out before anything is replaced.
version=$("$source/shebao-cert-host" --version) ||
  fail "本机程序无法在这台电脑上运行（处理器或系统版本不符）。" "The program cannot run here (another processor, or too old a system)."

mkdir -p "$(dirname "$target")"
rm -rf "$target.new" "$target.old"
cp -R "$source" "$target.new"
cp "$(dirname "$source")/uninstall.sh" "$target.new/"
chmod -R u+rwX,go=rX "$target.new"
if [ "$(uname -s)" = Darwin ]; then
  # What came through a browser is marked, and the mark would keep Chrome from starting it.
  xattr -dr com.apple.quarantine "$target.new" 2>/dev/null || true
fi
# A running host keeps its open files; the browser starts the new one next time.
[ ! -e "$target" ] || mv "$target" "$target.old"
mv "$target.new" "$target"
rm -rf "$target.old"

say "社保证书助手 $version 已安装到 $target" "Certificate assistant $version is installed in $target"
status=0
if [ "$scope" = system ]; then
  "$target/shebao-cert-host" --register --system || status=$?
else
  "$target/shebao-cert-host" --register || status=$?
fi
say "检查安装情况：\"$target/shebao-cert-host\" --doctor" "To check it: \"$target/shebao-cert-host\" --doctor"
say "卸载：sh \"$target/uninstall.sh\"" "To remove it: sh \"$target/uninstall.sh\""
exit "$status"
