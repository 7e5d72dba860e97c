package dev.signalbox.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.gateway.wire.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("I03 the model of a form")
final class FormScanTest {
  private static final String TYPE = "multipart/form-data; boundary=edge";
  private static final String MODEL = part("name=\"model\"", "mine");

  @Test
  void isFoundWhereverTheFormIsSplit() {
    String form =
        part("name=\"file\"; filename=\"a.wav\"", "one\r\n--edg\r\ntwo") + MODEL + "--edge--\r\n";
    byte[] bytes = form.getBytes(StandardCharsets.UTF_8);
    int start = form.indexOf("mine");
    for (int split = 0; split <= bytes.length; split++) {
      FormScan scan = new FormScan(TYPE);

      scan.accept(Arrays.copyOfRange(bytes, 0, split));
      scan.accept(Arrays.copyOfRange(bytes, split, bytes.length));

      assertThat(scan.model())
          .as("split at %d", split)
          .contains(new FormScan.Place(start, start + 4, "mine"));
    }
  }

  @Test
  void isFoundByteByByte() {
    String form = MODEL + "--edge--";
    FormScan scan = new FormScan(TYPE);
    for (byte each : form.getBytes(StandardCharsets.UTF_8)) {
      scan.accept(new byte[] {each});
    }

    assertThat(scan.model().map(FormScan.Place::name)).contains("mine");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "name=\"file\"; filename=\"model\"",
        "name=\"model\"; filename=\"a.wav\"",
        "name=\"model2\"",
        "name=\"file\"; filename=\"a\"; x=\"model\""
      })
  void isNotWhatAnotherPartSays(String disposition) {
    String content =
        "name=\"model\"\r\n\r\nother\r\nContent-Disposition: form-data; name=\"model\"";

    assertThat(scanned(part(disposition, content) + MODEL + "--edge--"))
        .map(FormScan.Place::name)
        .contains("mine");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "name=\"model\"",
        "name=model",
        "NAME=\"model\"",
        "name=\"file\"; name=\"model\"",
        "name*=utf-8''model",
        "name*=utf-8''mod%65l",
        "name=\"mode\\l\"",
        "name=\"fi\\\"; name=\"model\"",
        "name=\"model",
        "name=\"model\"\r\nContent-Disposition: form-data; name=\"file\"",
        "name=\"file\";\r\n name=\"model\""
      })
  void isNotNamedTwiceNorUnclearly(String disposition) {
    assertThatThrownBy(() -> scanned(MODEL + part(disposition, "other") + "--edge--"))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("model");
  }

  @Test
  void isBoundedAsIsWhatNamesIt() {
    assertThatThrownBy(() -> scanned(part("name=\"model\"", "m".repeat(5_000))))
        .hasMessageContaining("longer than any name");
    assertThatThrownBy(() -> scanned("--edge\r\nx-a: " + "b".repeat(20_000)))
        .hasMessageContaining("too large a head");
    assertThatThrownBy(() -> scanned("--edge" + " ".repeat(20_000)))
        .hasMessageContaining("does not end");
    assertThatThrownBy(() -> scanned("--edged\r\n")).hasMessageContaining("goes on");
  }

  @Test
  void isEmptyWhereThereIsNone() {
    assertThat(scanned(part("name=\"file\"", "x") + "--edge--" + MODEL)).isEmpty();
    assertThat(scanned("no form at all")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"multipart/form-data", "multipart/form-data; boundary=", "x; aboundary=y"})
  void needsABoundary(String type) {
    assertThatThrownBy(() -> new FormScan(type)).hasMessageContaining("`boundary`");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "multipart/form-data; charset=utf-8; boundary=\"edge\"",
        "multipart/form-data;Boundary=edge; x=y"
      })
  void takesABoundaryInEachForm(String type) {
    FormScan scan = new FormScan(type);
    scan.accept((MODEL + "--edge").getBytes(StandardCharsets.UTF_8));

    assertThat(scan.model()).isPresent();
  }

  private static Optional<FormScan.Place> scanned(String form) {
    FormScan scan = new FormScan(TYPE);
    scan.accept(form.getBytes(StandardCharsets.UTF_8));
    return scan.model();
  }

  private static String part(String disposition, String content) {
    return "--edge\r\nContent-Disposition: form-data; %s\r\n\r\n%s\r\n"
        .formatted(disposition, content);
  }
}
