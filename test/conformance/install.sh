#!/usr/bin/env bash
# Installs the other engines beside this file (.venv), PostgreSQL, Debezium's jars (postgresql/lib) with Java where it is
# absent, and compiles Confluent's client for JavaScript. Done again, it changes nothing.
set -euo pipefail
cd "$(dirname "$0")"
missing=()
command -v javac >/dev/null || missing+=(openjdk-17-jdk-headless)
command -v mvn >/dev/null || missing+=(maven)
compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || missing+=(postgresql)
python3 -c 'import ensurepip, venv' 2>/dev/null || missing+=(python3-venv)
command -v g++ >/dev/null || missing+=(g++)
command -v make >/dev/null || missing+=(make)
[ -e /usr/include/openssl/ssl.h ] || missing+=(libssl-dev)
[ -e /usr/include/zlib.h ] || missing+=(zlib1g-dev)
if [ "${#missing[@]}" -gt 0 ]; then
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"
fi
[ -x .venv/bin/python ] || python3 -m venv .venv
.venv/bin/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
kafka/kafka-javascript/build.sh
cd postgresql
if [ ! -d lib/classes ] || [ -n "$(find pom.xml ./*.java -newer lib/classes)" ]; then
  rm -rf lib
  mvn -q -B dependency:copy-dependencies -DoutputDirectory=lib
  javac -cp 'lib/*' -d lib/classes ./*.java
fi
