#!/usr/bin/env bash
# Installs Debian's chromium, which drives the console in test/console/browser, where it is absent. Done again, it changes
# nothing.
set -euo pipefail
command -v chromium >/dev/null && exit 0
apt-get update -qq
DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium
