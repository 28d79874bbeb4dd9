#!/bin/sh
# What browsers start: finds the host beside itself, also through a link, and runs it on the Node that came with it.
set -eu
self=$0
while [ -L "$self" ]; do
  target=$(readlink "$self")
  case $target in /*) self=$target ;; *) self=$(dirname "$self")/$target ;; esac
done
here=$(CDPATH='' cd -- "$(dirname "$self")" && pwd -P)

# The caller's settings for other programs are not for us: these load code into ours, or make it write or send what it must not.
unset NODE_OPTIONS NODE_EXTRA_CA_CERTS NODE_PATH NODE_REPL_EXTERNAL_MODULE NODE_V8_COVERAGE NODE_COMPILE_CACHE NODE_ICU_DATA \
  NODE_REDIRECT_WARNINGS NODE_DEBUG NODE_DEBUG_NATIVE NODE_CHANNEL_FD NODE_UNIQUE_ID NODE_TLS_REJECT_UNAUTHORIZED \
  NODE_USE_SYSTEM_CA NODE_USE_ENV_PROXY NODE_PENDING_DEPRECATION NODE_PRESERVE_SYMLINKS NODE_PRESERVE_SYMLINKS_MAIN \
  OPENSSL_CONF OPENSSL_CONF_INCLUDE OPENSSL_MODULES OPENSSL_ENGINES SSL_CERT_DIR SSL_CERT_FILE SSLKEYLOGFILE UV_THREADPOOL_SIZE \
  LD_PRELOAD LD_LIBRARY_PATH LD_AUDIT LD_DEBUG LD_DEBUG_OUTPUT LD_PROFILE LD_PROFILE_OUTPUT LD_ORIGIN_PATH GLIBC_TUNABLES \
  GCONV_PATH LOCPATH NLSPATH MALLOC_TRACE RESOLV_HOST_CONF HOSTALIASES \
  DYLD_INSERT_LIBRARIES DYLD_LIBRARY_PATH DYLD_FRAMEWORK_PATH DYLD_FALLBACK_LIBRARY_PATH DYLD_FALLBACK_FRAMEWORK_PATH \
  DYLD_FORCE_FLAT_NAMESPACE DYLD_IMAGE_SUFFIX DYLD_ROOT_PATH DYLD_VERSIONED_LIBRARY_PATH DYLD_VERSIONED_FRAMEWORK_PATH

# Node runs what it finds compiled without looking at the source. So the cache lies beside the host, where only who installed it
# can write: the clerk, for an installation of their own. One for the whole machine goes without: Node's caches are each user's.
if [ "$(id -u)" != 0 ] && [ -O "$here" ] && [ -O "$here/host.cjs" ]; then
  # shellcheck disable=SC2012 # one folder of ours, and only its mode is read
  case $(ls -ldn "$here") in
    ?????-??-*)
      NODE_COMPILE_CACHE=$here/compile-cache
      export NODE_COMPILE_CACHE
      ;;
  esac
fi
# Without a runtime beside it this is a developer's build.
node=$here/node
[ -x "$node" ] || node=node
exec "$node" "$here/host.cjs" "$@"
