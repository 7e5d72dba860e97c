package dev.signalbox.gateway.pipeline.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class RenamedBodyTest {
  private static final byte[] FIRST = "{\"model\":".getBytes(UTF_8);
  private static final byte[] SECOND = "\"theirs\"}".getBytes(UTF_8);

  @Test
  void holdsTheBodyUntilItsModelCanBeRenamed() {
    RenamedBody body = new RenamedBody("ours", FIRST.length + SECOND.length);

    assertThat(body.accept(FIRST)).isEmpty();
    assertThat(body.accept(SECOND)).isEmpty();
    assertThat(body.end()).asString(UTF_8).isEqualTo("{\"model\":\"ours\"}");
  }

  @Test
  void passesWhatIsLargerThanMayBeHeldAsItIs() {
    RenamedBody body = new RenamedBody("ours", FIRST.length + SECOND.length - 1);

    assertThat(body.accept(FIRST)).isEmpty();
    assertThat(body.accept(SECOND)).asString(UTF_8).isEqualTo("{\"model\":\"theirs\"}");
    assertThat(body.accept(SECOND)).isEqualTo(SECOND);
    assertThat(body.end()).isEmpty();
  }

  @Test
  void passesWhatIsNotJsonAsItIs() {
    RenamedBody body = new RenamedBody("ours", 100);

    body.accept(FIRST);

    assertThat(body.end()).isEqualTo(FIRST);
  }
}
