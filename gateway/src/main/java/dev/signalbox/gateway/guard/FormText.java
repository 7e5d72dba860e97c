package dev.signalbox.gateway.guard;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One text of a form, and where it stands in the form's bytes.
 *
 * @param place what people call it, such as {@code prompt}; never a value
 * @param name of the field; empty text where it is no field's value
 * @param start offset of its first byte
 * @param end offset after its last byte
 * @param charset its bytes are in, which every text of it can be written in that replaces ASCII
 */
public record FormText(
    String place, String name, int start, int end, Charset charset, String text) {

  /**
   * {@code body} with what {@code edit} makes of its {@code texts}, which are in order; the very
   * same bytes when it makes nothing of any.
   */
  public static byte[] edited(
      byte[] body, List<FormText> texts, Function<FormText, Optional<String>> edit) {
    ByteArrayOutputStream out = null;
    int done = 0;
    for (FormText text : texts) {
      Optional<String> now = edit.apply(text);
      if (now.isPresent()) {
        out = out == null ? new ByteArrayOutputStream(body.length + 64) : out;
        out.write(body, done, text.start() - done);
        out.writeBytes(now.get().getBytes(text.charset()));
        done = text.end();
      }
    }
    if (out == null) {
      return body;
    }
    out.write(body, done, body.length - done);
    return out.toByteArray();
  }
}
