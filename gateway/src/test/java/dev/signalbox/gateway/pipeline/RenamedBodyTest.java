package dev.signalbox.gateway.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;

final class RenamedBodyTest {
  private static final Buffer FIRST = Buffer.buffer("{\"model\":");
  private static final Buffer SECOND = Buffer.buffer("\"theirs\"}");

  @Test
  void holdsTheBodyUntilItsModelCanBeRenamed() {
    RenamedBody body = new RenamedBody("ours", FIRST.length() + SECOND.length());

    assertThat(body.accept(FIRST).length()).isZero();
    assertThat(body.accept(SECOND).length()).isZero();
    assertThat(body.end()).isEqualTo(Buffer.buffer("{\"model\":\"ours\"}"));
  }

  @Test
  void passesWhatIsLargerThanMayBeHeldAsItIs() {
    RenamedBody body = new RenamedBody("ours", FIRST.length() + SECOND.length() - 1);

    assertThat(body.accept(FIRST).length()).isZero();
    assertThat(body.accept(SECOND)).isEqualTo(FIRST.copy().appendBuffer(SECOND));
    assertThat(body.accept(SECOND)).isEqualTo(SECOND);
    assertThat(body.end().length()).isZero();
  }

  @Test
  void passesWhatIsNotJsonAsItIs() {
    RenamedBody body = new RenamedBody("ours", 100);

    body.accept(FIRST);

    assertThat(body.end()).isEqualTo(FIRST);
  }
}
