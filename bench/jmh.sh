# shellcheck shell=sh disable=SC2154 # what it takes from the caller
# How a bench runs with JMH. Sourced by the scripts in the folders beside, which have sourced .mvn/jdk.sh and are in
# the folder of the project; POSIX sh. The caller sets "title", under which figures are kept, "module", whose classes
# and those of the modules before it are measured, and "sources", the files of the benches.

jmh=1.37

# Compiles the benches, runs them, and prints their table.
#   --quick    one short iteration, for trying; the figures are rough
#   --keep     appends the table to bench/RESULTS.md
# Other arguments go to JMH.
run_jmh() {
  keep=0
  quick=
  while [ $# -gt 0 ]; do
    case $1 in
      --keep) keep=1 ;;
      --quick) quick="-wi 2 -i 2 -r 1 -w 1" ;;
      *) break ;;
    esac
    shift
  done
  find_jdk javac
  find_maven
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM

  mkdir "$work/lib" "$work/classes"
  for artifact in \
    org.openjdk.jmh:jmh-core:$jmh \
    org.openjdk.jmh:jmh-generator-annprocess:$jmh \
    net.sf.jopt-simple:jopt-simple:5.0.4 \
    org.apache.commons:commons-math3:3.6.1; do
    "$maven" -q -B -ntp org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy \
      -Dartifact="$artifact" -DoutputDirectory="$work/lib" -Dmdep.useBaseVersion=true >&2
  done
  "$maven" -q -B -ntp -pl "$module" -am compile dependency:copy-dependencies \
    -DincludeScope=runtime -DexcludeGroupIds=dev.signalbox -DoutputDirectory="$work/lib" >&2

  classpath="$work/classes:$work/lib/*"
  for each in engine signals analytics portal gateway; do
    classpath="$each/target/classes:$classpath"
    [ "$each" != "$module" ] || break
  done
  # shellcheck disable=SC2086 # the files are meant to be split
  "$jdk/bin/javac" -d "$work/classes" -cp "$classpath" \
    -processorpath "$(printf "%s:" "$work"/lib/*.jar)" -proc:full $sources
  # shellcheck disable=SC2086 # the options are meant to be split
  "$jdk/bin/java" -cp "$classpath" org.openjdk.jmh.Main \
    -jvmArgsAppend "-Xms512m -Xmx512m --sun-misc-unsafe-memory-access=allow" \
    -rf text -rff "$work/table" $quick "$@"
  [ "$keep" = 0 ] || keep_table >>bench/RESULTS.md
}

keep_table() {
  echo
  echo "## $title, $(date -u +%Y-%m-%d), commit $(git describe --always --dirty)"
  echo
  echo "$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)," \
    "$(getconf _NPROCESSORS_ONLN) cores, $("$jdk/bin/java" --version | head -n 1)." \
    "Load at the end: $(cut -d ' ' -f 1 /proc/loadavg)."
  echo
  echo '```'
  cat "$work/table"
  echo '```'
}
