package dev.signalbox.gateway.house;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class StartScriptTest {
  private final Repository repository = Repository.ofWorkingDirectory();

  /** What is asked for is in {@code SIGNALBOX_JAVA_OPTS}, by who starts it. */
  @Test
  @DisplayName(
      "X09 the start script opens no door into the process, and has its memory written nowhere")
  void opensNoDoorIntoTheProcess() {
    assertThat(Repository.text(repository.file("signalbox")))
        .contains("exec \"$jdk/bin/java\"")
        .doesNotContain("jmxremote", "jdwp", "-javaagent", "HeapDump", "FlightRecorder");
  }
}
