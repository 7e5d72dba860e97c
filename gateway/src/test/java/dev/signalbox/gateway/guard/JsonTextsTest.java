package dev.signalbox.gateway.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class JsonTextsTest {
  @Test
  void saysWhereEachTextStandsAndUnderWhichName() throws IOException {
    byte[] body =
        bytes(
            "{\"model\":\"m\",\"a\":[\"x\",{\"b c\":\"y\"},[\"z\"]],\"n\":1,\"signature\":\"s\"}");

    assertThat(JsonTexts.of(body))
        .extracting(JsonTexts.Piece::place, JsonTexts.Piece::name, JsonTexts.Piece::text)
        .containsExactly(
            tuple("a[0]", "a", "x"),
            tuple("a[1].*", "", "b c"),
            tuple("a[1].*", "b c", "y"),
            tuple("a[2][0]", "a", "z"));
  }

  @Test
  void changesWhatItIsToldToAndNoOtherByte() throws IOException {
    String body = " {\"a\" : \"x\\u0041\\\"\",\n\"b\":[1.0e5,\"é\",\"\\ud800\"] , \"c\":\"x\"}\n";

    byte[] edited =
        JsonTexts.edited(
            bytes(body),
            JsonTexts.of(bytes(body)),
            piece ->
                piece.place().startsWith("b")
                    ? Optional.of(piece.text() + "\n\"😀")
                    : Optional.empty());

    assertThat(new String(edited, StandardCharsets.UTF_8))
        .isEqualTo(
            body.replace("\"é\"", "\"é\\u000a\\\"😀\"")
                .replace("\"\\ud800\"", "\"\\ud800\\u000a\\\"😀\""));
  }

  @Test
  void givesTheVerySameBytesWhenNothingChanges() throws IOException {
    byte[] body = bytes("{\"a\":\"x\"}");

    assertThat(JsonTexts.edited(body, JsonTexts.of(body), _ -> Optional.empty())).isSameAs(body);
  }

  /** A provider may break off anywhere, also within the data of a picture. */
  @Test
  void saysOfWhatIsCutAnywhereThatItIsNotJson() {
    byte[] whole =
        bytes(
            """
            {"image_url": {"url": "data:image/png;base64,iVBORw0KGgo"}, "text": "a \\" b"}""");

    for (int length = 1; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> JsonTexts.of(cut))
          .as(new String(cut, StandardCharsets.UTF_8))
          .isInstanceOf(IOException.class);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
