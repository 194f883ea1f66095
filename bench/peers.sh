#!/bin/sh
# Fetches the programs the benchmark compares with, as far as they can be had, into a folder of their own:
#   bench/peers.sh [FOLDER]     default ${XDG_CACHE_HOME:-~/.cache}/balsam-bench
# They are no part of the repository: nobody wants nine workflow programs as dependencies of a build. Slow ones do
# fewer jobs and rounds, so that their start weighs more; the default size gives each half a minute of work.
# Nothing is installed on the machine. What cannot be had is left out; the benchmark's row then says so.
# Needs one or more of: python3 with venv (snakemake, Parsl, HyperQueue), mvn or ./mvnw and Java 17 (Nextflow),
# apt-get and dpkg (GNU parallel; needs perl to run).

set -u
here=$(cd "$(dirname "$0")/.." && pwd -P) || exit 3
folder=${1:-${XDG_CACHE_HOME:-$HOME/.cache}/balsam-bench}
mkdir -p "$folder/bin" && cd "$folder" || exit 3
folder=$(pwd -P)

say() { printf '%-12s %s\n' "$1" "$2"; }

python() { # LIBRARY VERSION
  python/bin/pip install -q --disable-pip-version-check "$1==$2" >>peers.log 2>&1 &&
    say "$1" "$2" || say "$1" "cannot be had (see $folder/peers.log)"
}

[ -x python/bin/python ] || python3 -m venv python >>peers.log 2>&1
if [ -x python/bin/pip ]; then
  python hyperqueue 0.27.0
  python parsl 2026.10.26
  python snakemake 9.27.1
else
  say python 'no python3 with venv: no snakemake, Parsl, HyperQueue'
fi

# Nextflow asks for versions of two of its parts that were never published: one is taken from the release
# before, the other (tracing) is not needed to run.
nextflow=25.04.4
mkdir -p nextflow
cat >nextflow/pom.xml <<XML
<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>peers</groupId>
  <artifactId>nextflow</artifactId>
  <version>1</version>
  <packaging>pom</packaging>
  <dependencies>
    <dependency>
      <groupId>io.nextflow</groupId>
      <artifactId>nf-lang</artifactId>
      <version>25.04.0</version>
    </dependency>
    <dependency>
      <groupId>io.nextflow</groupId>
      <artifactId>nextflow</artifactId>
      <version>$nextflow</version>
      <exclusions>
        <exclusion>
          <groupId>io.seqera</groupId>
          <artifactId>lib-trace</artifactId>
        </exclusion>
      </exclusions>
    </dependency>
  </dependencies>
</project>
XML
if [ -f nextflow/lib/nextflow-$nextflow.jar ] ||
  "$here/mvnw" -B -q -f nextflow/pom.xml -Dmaven.repo.local="$folder/nextflow/repository" \
    dependency:copy-dependencies -DoutputDirectory="$folder/nextflow/lib" >>peers.log 2>&1; then
  {
    echo '#!/bin/sh'
    printf 'exec java -XX:+TieredCompilation -XX:TieredStopAtLevel=1'
    for package in java.lang java.io java.nio java.net java.util java.util.concurrent java.util.concurrent.atomic \
      java.util.concurrent.locks java.util.regex sun.nio.ch sun.nio.fs sun.net.www.protocol.http \
      sun.net.www.protocol.https sun.net.www.protocol.file sun.net.www.protocol.jar jdk.internal.misc jdk.internal.vm; do
      printf ' --add-opens=java.base/%s=ALL-UNNAMED' $package
    done
    printf ' -cp "%s/nextflow/lib/*" nextflow.cli.Launcher "$@"\n' "$folder"
  } >bin/nextflow
  chmod +x bin/nextflow
  say nextflow $nextflow
else
  say nextflow "cannot be had (see $folder/peers.log)"
fi

if [ ! -x bin/parallel ] && command -v apt-get >/dev/null && command -v dpkg >/dev/null; then
  mkdir -p parallel
  (cd parallel && apt-get download -qq parallel >>../peers.log 2>&1 && dpkg -x parallel_*.deb . &&
    ln -sf ../parallel/usr/bin/parallel ../bin/parallel)
fi
[ -x bin/parallel ] && say parallel "$(bin/parallel --version 2>/dev/null | sed -n '1s/.* //p')" ||
  say parallel 'cannot be had'
