package dev.signalbox.gateway.house;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StartScriptTest {
  private final Repository repository = Repository.ofWorkingDirectory();

  private String text(String name) {
    return Repository.text(repository.file(name));
  }

  /** What is asked for is in {@code SIGNALBOX_JAVA_OPTS}, by who starts it. */
  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {"signalbox", ".mvn/jvm.sh", "deploy/dist/signalbox", "deploy/image/signalbox"})
  @DisplayName(
      "X09 the start scripts open no door into the process, and have its memory written nowhere")
  void opensNoDoorIntoTheProcess(String script) {
    assertThat(text(script))
        .doesNotContain("jmxremote", "jdwp", "-javaagent", "HeapDump", "FlightRecorder");
  }

  /** The start script and the launcher of a distribution differ in where things are. */
  @Test
  void whatTheJvmIsToldIsInOnePlace() {
    assertThat(text(".mvn/jvm.sh")).contains("exec \"$java\" $options");
    for (String script : new String[] {"signalbox", "deploy/dist/signalbox"}) {
      assertThat(text(script)).contains("/jvm.sh\"\n", "run \"$@\"").doesNotContain("-XX:", "-Xm");
    }
    assertThat(text("deploy/image/signalbox")).doesNotContain("java");
  }
}
