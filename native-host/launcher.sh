#!/bin/sh
# What browsers start: finds the host beside itself, also through a link, and runs it on the Node that came with it.
set -eu
self=$0
while [ -L "$self" ]; do
  target=$(readlink "$self")
  case $target in /*) self=$target ;; *) self=$(dirname "$self")/$target ;; esac
done
here=$(CDPATH='' cd -- "$(dirname "$self")" && pwd -P)

# Settings for the caller's own Node programs are not for us: they may load code, and certificate files cost start time.
unset NODE_OPTIONS NODE_EXTRA_CA_CERTS NODE_PATH NODE_REPL_EXTERNAL_MODULE NODE_V8_COVERAGE
if [ -n "${HOME:-}" ]; then
  case $(uname -s) in Darwin) cache=$HOME/Library/Caches ;; *) cache=${XDG_CACHE_HOME:-$HOME/.cache} ;; esac
  NODE_COMPILE_CACHE=$cache/shebao-cert-assistant
  export NODE_COMPILE_CACHE
fi
# Without a runtime beside it this is a developer's build.
node=$here/node
[ -x "$node" ] || node=node
exec "$node" "$here/host.cjs" "$@"
