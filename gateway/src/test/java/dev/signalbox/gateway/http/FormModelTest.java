package dev.signalbox.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.gateway.wire.problem.ProblemException;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class FormModelTest {
  private static final String TYPE = "multipart/form-data; boundary=edge";

  private static final String FILE =
      """
      --edge\r
      Content-Disposition: form-data; name="file"; filename="model"\r
      Content-Type: text/plain\r
      \r
      name="model"\r
      \r
      in-the-file\r
      """;

  private static final String MODEL =
      """
      --edge\r
      content-disposition: form-data; name="model"\r
      \r
      whisper-1\r
      --edge--\r
      """;

  @Test
  void findsTheModelBehindAFileThatLooksLikeOne() {
    FormModel form = FormModel.in(TYPE);

    assertThat(form.take(Buffer.buffer(FILE + MODEL))).isTrue();

    assertThat(form.model()).contains("whisper-1");
    assertThat(form.renamed(bytes("x")).toString())
        .isEqualTo(FILE + MODEL.replace("whisper-1", "x"));
    assertThat(form.growth(bytes("x"))).isEqualTo(-8);
  }

  @Test
  void findsTheSameHoweverTheFormIsCut() {
    FormModel form = FormModel.in("multipart/form-data; charset=utf-8; Boundary=\"edge\"");

    for (byte each : bytes(FILE + MODEL)) {
      form.take(Buffer.buffer(new byte[] {each}));
    }

    assertThat(form.model()).contains("whisper-1");
    assertThat(form.bytes().toString()).isEqualTo(FILE + MODEL);
  }

  @Test
  void isDoneAtTheEndOfAFormWithoutAModel() {
    FormModel form = FormModel.in(TYPE);

    assertThat(form.take(Buffer.buffer(FILE + "--edge--\r\n"))).isTrue();

    assertThat(form.model()).isEmpty();
    assertThat(form.renamed(bytes("x")).toString()).isEqualTo(FILE + "--edge--\r\n");
  }

  @Test
  void refusesWhatHasNoBounds() {
    assertThatThrownBy(() -> FormModel.in("multipart/form-data"))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("with a `boundary`");
    assertThatThrownBy(
            () ->
                FormModel.in(TYPE)
                    .take(Buffer.buffer("--edge\r\n" + "a".repeat(FormModel.MAX_HEAD_BYTES + 8))))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("the head of a part");
    assertThatThrownBy(
            () ->
                FormModel.in(TYPE)
                    .take(Buffer.buffer(MODEL.replace("whisper-1", "w".repeat(1_025)))))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("at most 1024 bytes");
  }

  /** What was kept was searched anew with every piece, which blocked the event loop. */
  @Test
  void looksAtAFormOfManyPiecesOnlyOnce() {
    FormModel form = FormModel.in(TYPE);
    Buffer piece = Buffer.buffer("a".repeat(4_096));
    form.take(Buffer.buffer("--edge\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\n"));

    long start = System.nanoTime();
    for (int i = 0; i < 4_000; i++) {
      form.take(piece);
    }

    assertThat(System.nanoTime() - start).isLessThan(3_000_000_000L);
    assertThat(form.model()).isEmpty();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
