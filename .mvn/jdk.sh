# shellcheck shell=sh disable=SC2034,SC2154 # what it takes from the caller and sets for it
# Finds a JDK of version 25 or newer, and a Maven. Sourced by signalbox, verify and .ci/run; POSIX sh.
# The caller sets "root" to the folder of the project.

jdk_wanted=25

# Prints the major version of the Java in folder $1, or nothing.
java_major() {
  [ -x "$1/bin/java" ] || return 0
  major=
  if [ -r "$1/release" ]; then
    major=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release")
  fi
  if [ -z "$major" ]; then
    major=$("$1/bin/java" -version 2>&1 | sed -n 's/.*version "\([0-9]*\).*/\1/p' | head -n 1)
  fi
  printf '%s\n' "$major"
}

# True when folder $1 holds a Java that is new enough; with $2 = javac, a compiler too.
java_fits() {
  [ -n "$1" ] && [ -x "$1/bin/${2:-java}" ] || return 1
  major=$(java_major "$1")
  [ -n "$major" ] && [ "$major" -ge "$jdk_wanted" ]
}

# Prints the folder of the java on PATH, or nothing.
java_on_path() {
  command -v java >/dev/null 2>&1 || return 0
  java -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.home = //p'
}

# Sets "jdk" to the first folder that fits; with $1 = javac, one with a compiler.
# Ends the script with a sentence on what to install when there is none.
find_jdk() {
  if [ -n "${SIGNALBOX_JAVA_HOME:-}" ]; then
    jdk=$SIGNALBOX_JAVA_HOME
    java_fits "$jdk" "$@" && return 0
    echo "signalbox: SIGNALBOX_JAVA_HOME is \`$jdk\`, which is not a JDK of version $jdk_wanted or newer" >&2
    exit 1
  fi
  for jdk in "${JAVA_HOME:-}" "$(java_on_path)" \
    /usr/lib/jvm/* /usr/java/* /opt/* /opt/java/* \
    "${HOME:-/nowhere}"/.sdkman/candidates/java/* "${HOME:-/nowhere}"/.jdks/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home \
    "${HOME:-/nowhere}"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
    java_fits "$jdk" "$@" && return 0
  done
  jdk_missing
  exit 1
}

jdk_missing() {
  cat >&2 <<'END'
signalbox: no JDK of version 25 or newer was found. Install one, then start again:

  Debian 13, Ubuntu 24.04 and newer
    sudo apt-get update && sudo apt-get install openjdk-25-jdk-headless

  Debian 12, Ubuntu 22.04 (Eclipse Temurin)
    wget -qO- https://packages.adoptium.net/artifactory/api/gpg/key/public |
      sudo gpg --dearmor -o /usr/share/keyrings/adoptium.gpg
    echo "deb [signed-by=/usr/share/keyrings/adoptium.gpg] https://packages.adoptium.net/artifactory/deb $(. /etc/os-release && echo $VERSION_CODENAME) main" |
      sudo tee /etc/apt/sources.list.d/adoptium.list
    sudo apt-get update && sudo apt-get install temurin-25-jdk

  macOS
    brew install --cask temurin@25

  any system with SDKMAN (https://sdkman.io)
    sdk install java 25-tem

One that is installed elsewhere is found through SIGNALBOX_JAVA_HOME or JAVA_HOME.
END
}

# True when the mvn on PATH runs with "jdk" and is the version that the build asks for, or newer.
maven_fits() {
  command -v mvn >/dev/null 2>&1 || return 1
  # shellcheck disable=SC2046 # the numbers are meant to be split
  set -- $(mvn -v 2>/dev/null | sed -n 's/.*Apache Maven \([0-9]*\)\.\([0-9]*\)\.\([0-9]*\).*/\1 \2 \3/p')
  [ $# -eq 3 ] && [ $(($1 * 1000000 + $2 * 1000 + $3)) -ge 3008007 ]
}

# Sets JAVA_HOME to "jdk", and "maven" to the mvn on PATH when it is new enough, else to the wrapper.
find_maven() {
  JAVA_HOME=$jdk
  export JAVA_HOME
  if maven_fits; then
    maven=mvn
    return 0
  fi
  maven=$root/mvnw
  # The wrapper checks the sum of the zip and cannot do so when it has to fetch the other archive.
  if ! command -v unzip >/dev/null 2>&1; then
    echo "signalbox: install unzip, which fetching Maven needs, or Maven 3.8.7 or newer itself" >&2
    exit 1
  fi
}
