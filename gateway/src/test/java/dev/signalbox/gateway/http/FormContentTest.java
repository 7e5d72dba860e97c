package dev.signalbox.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.guard.FormText;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.problem.ProblemException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FormContentTest {
  private static final byte[] PICTURE = {(byte) 0x89, 'P', 'N', 'G', 0, 0, 0, 13, 'k', 'e', 'y'};

  private final FormContent content = new FormContent("multipart/form-data; boundary=edge");

  @Test
  void itsTextsAreFieldsTextFilesAndHeadsAndNoPictures() {
    byte[] form =
        form(
            part("name=\"prompt\"", "a cät".getBytes(StandardCharsets.UTF_8)),
            part("name=\"image\"; filename=\"me@x.org.png\"", PICTURE),
            part("name=\"notes\"; filename=\"n.txt\"", bytes("line one\r\n\tline two")),
            part("name=\"model\"; filename=\"m.txt\"", bytes("no name of a model")),
            part("name=\"a b\"", bytes("odd")));

    assertThat(content.texts(form))
        .filteredOn(text -> !text.name().isEmpty())
        .extracting(FormText::place, FormText::text)
        .containsExactly(
            tuple("prompt", "a cät"),
            tuple("notes", "line one\r\n\tline two"),
            tuple("*", "no name of a model"),
            tuple("*", "odd"));
    assertThat(content.texts(form))
        .filteredOn(text -> text.place().equals("image.head"))
        .extracting(FormText::text)
        .containsExactly(
            "Content-Disposition: form-data; name=\"image\"; filename=\"me@x.org.png\"");
  }

  @Test
  void whatStandsBeforeAndBehindThePartsIsTextToo() {
    byte[] form =
        joined(bytes("before\r\n"), form(part("name=\"x\"", bytes("y"))), bytes("behind"));

    assertThat(content.texts(form)).extracting(FormText::text).contains("before", "\r\nbehind");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "ISO-8859-1", "UTF-16LE", "UTF-16BE"})
  void aChangedTextStaysInItsEncodingAndAllElseAsItWas(String charset) {
    Charset encoding = Charset.forName(charset);
    String mark = charset.startsWith("UTF-16") ? "\uFEFF" : "";
    byte[] file = part("name=\"image\"; filename=\"a.png\"", PICTURE);
    byte[] form =
        form(file, part("name=\"prompt\"", (mark + "ein Schlüssel").getBytes(encoding)), file);
    byte[] expected =
        form(file, part("name=\"prompt\"", (mark + "ein Bart: ü").getBytes(encoding)), file);

    byte[] changed =
        FormText.edited(
            form,
            content.texts(form),
            text ->
                text.name().equals("prompt")
                    ? Optional.of(text.text().replace("Schlüssel", "Bart: ü"))
                    : Optional.empty());
    byte[] unchanged = FormText.edited(form, content.texts(form), _ -> Optional.empty());

    assertThat(changed).isEqualTo(expected);
    assertThat(unchanged).isSameAs(form);
  }

  @Test
  void aWebhookSeesTextsByNameAndMayChangeThem() {
    byte[] form =
        form(
            part("name=\"tag[]\"", bytes("one")),
            part("name=\"tag[]\"", bytes("two")),
            part("name=\"image\"; filename=\"a.png\"", PICTURE),
            part("name=\"model\"", bytes("m")));
    ObjectNode shown = (ObjectNode) content.shown(form);
    ObjectNode changed = shown.deepCopy().put("model", "n");
    changed.putArray("tag[]").add("one").add("three");

    byte[] after = content.changed(form, changed);

    assertThat(shown)
        .isEqualTo(StrictJson.parse(bytes("{\"tag[]\":[\"one\",\"two\"],\"model\":\"m\"}")));
    assertThat(content.changed(form, shown)).isSameAs(form);
    assertThat(content.shown(after)).isEqualTo(changed);
    assertThat(new String(after, StandardCharsets.ISO_8859_1)).contains("PNG");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"a\":1}",
        "{\"a\":[\"x\",\"y\"]}",
        "{\"a\":\"x\",\"b\":\"y\"}",
        "{\"a\":null}"
      })
  void aWebhookMayNeitherTakeTextsOutNorPutOthersIn(String shown) {
    byte[] form = form(part("name=\"a\"", bytes("x")));

    assertThatThrownBy(() -> content.changed(form, StrictJson.parse(bytes(shown))))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("may change the texts of a form");
  }

  @Test
  void aFormThatIsNotClosedIsRefused() {
    assertThatThrownBy(() -> content.texts(part("name=\"a\"", bytes("x"))))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("ends before the boundary");
  }

  private static byte[] form(byte[]... parts) {
    return joined(joined(parts), bytes("--edge--\r\n"));
  }

  private static byte[] part(String disposition, byte[] value) {
    return joined(
        bytes("--edge\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n"),
        value,
        bytes("\r\n"));
  }

  private static byte[] joined(byte[]... pieces) {
    var all = new ByteArrayOutputStream();
    for (byte[] piece : pieces) {
      all.writeBytes(piece);
    }
    return all.toByteArray();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
