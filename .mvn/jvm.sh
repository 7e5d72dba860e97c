# shellcheck shell=sh disable=SC2154 # what it takes from the caller
# How a JVM runs Signalbox. Sourced by the start script and, in a distribution, by bin/signalbox; POSIX sh.
# The caller sets "java" to the program, "jar" to ours, and "aot" to where the JVM keeps what it learnt.

# SQLite and Netty load native code, which a later JDK will refuse without being told.
options="--enable-native-access=ALL-UNNAMED"
# Objects are small here: a tenth less heap.
options="$options -XX:+UseCompactObjectHeaders"
# A process that is out of memory is of no use; whatever watches over it starts another one.
options="$options -XX:+ExitOnOutOfMemoryError"
# On one core too, where the JVM by itself takes a collector that costs a fifth of the rate. Gives
# memory back after a busy time: 1.4 GB became 360 MB (docs/decisions/0033).
case ${SIGNALBOX_JAVA_OPTS:-} in
  *+UseSerialGC* | *+UseParallelGC* | *+UseZGC* | *+UseShenandoahGC*) collector= ;;
  *) collector="-XX:+UseG1GC -XX:G1PeriodicGCInterval=60000" ;;
esac
# What it begins with, whatever the machine has; grows with the load (docs/decisions/0040).
options="$options -Xms64m"

# Prints what our jars are, by their content; those of others have their version in their name, which is in ours.
sums_of_jars() {
  (cd "${jar%/*}" && cksum signalbox*.jar lib/signalbox-*.jar 2>/dev/null) || :
}

# Has a JVM serve simulated requests once and keep what it learnt, which later starts begin with:
# half the time and work of a start. Without it everything goes on as well.
rehearse() {
  rm -f "$aot" "$aot.jars"
  sums_of_jars >"$aot.jars"
  # shellcheck disable=SC2086 # the options are meant to be split
  if "$java" $options $collector -XX:AOTCacheOutput="$aot.new" -jar "$jar" rehearse; then
    mv "$aot.new" "$aot"
  else
    rm -f "$aot.new"
    return 1
  fi
}

# Whether what was learnt is of the jars that are there. The JVM does not look (25.0.3): it would run the classes of
# those that it learnt of.
is_learnt() {
  [ -f "$aot" ] && [ -s "$aot.jars" ] && [ "$(sums_of_jars)" = "$(cat "$aot.jars")" ]
}

# Becomes the JVM that runs the command of "$@".
run() {
  case ${1:-} in
    # The demo is looked at beside other things: half the memory does for it.
    demo)
      if [ -z "${SIGNALBOX_JAVA_OPTS:-}" ]; then
        options="$options -Xmx160m -XX:TrimNativeHeapInterval=5000"
        collector=-XX:+UseSerialGC
        export MALLOC_ARENA_MAX="${MALLOC_ARENA_MAX:-2}"
      fi
      ;;
    # Whatever watches over a gateway asks every few seconds, and does not want to pay for a server.
    health)
      options="$options -Xms8m -Xmx48m -XX:TieredStopAtLevel=1"
      collector=-XX:+UseSerialGC
      SIGNALBOX_JAVA_OPTS=
      ;;
  esac
  # What was learnt under another JDK or other options is not taken, which nobody needs to hear of.
  learnt=-Xlog:aot=off
  if is_learnt; then
    learnt=-XX:AOTCache=$aot
  fi
  # shellcheck disable=SC2086 # the options are meant to be split
  exec "$java" $options $collector -Xlog:aot=off -Xlog:cds=off "$learnt" ${SIGNALBOX_JAVA_OPTS:-} -jar "$jar" "$@"
}
