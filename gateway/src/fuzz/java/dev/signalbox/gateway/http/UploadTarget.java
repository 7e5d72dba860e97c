package dev.signalbox.gateway.http;

import dev.signalbox.gateway.fuzz.Input;
import dev.signalbox.gateway.fuzz.Require;
import dev.signalbox.gateway.fuzz.Target;
import dev.signalbox.gateway.wire.problem.ProblemException;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Uploads: the model of a form is found, wherever it is cut, and nothing but the model changes when
 * it is renamed. Choice: cut; then {@code content-type}, a line feed, and the form.
 */
public final class UploadTarget implements Target {
  private static final byte[] NEW = "another-model".getBytes(StandardCharsets.UTF_8);

  private record Seen(Optional<String> model, boolean refused, String renamed) {}

  @Override
  public void accept(byte[] input) {
    Input in = new Input(input);
    int pattern = in.below(8);
    String text = new String(in.rest(), StandardCharsets.ISO_8859_1);
    int line = text.indexOf('\n');
    String type = line < 0 ? "multipart/form-data; boundary=edge" : text.substring(0, line);
    byte[] form = text.substring(line + 1).getBytes(StandardCharsets.ISO_8859_1);
    Seen whole = seen(type, List.of(form));
    Seen cut = seen(type, Input.cut(form, pattern));
    Require.same(whole.refused(), cut.refused(), "a refusal");
    if (!whole.refused()) {
      Require.same(whole, cut, "a cut changes what is found");
      renamed(type, whole, form);
    }
  }

  private static Seen seen(String type, List<byte[]> pieces) {
    try {
      FormModel form = FormModel.in(type);
      Buffer left = Buffer.buffer();
      boolean done = false;
      for (byte[] piece : pieces) {
        if (done) {
          left.appendBytes(piece);
        } else {
          done = form.take(Buffer.buffer(piece));
        }
      }
      String renamed = form.renamed(NEW).appendBuffer(left).toString(StandardCharsets.ISO_8859_1);
      return new Seen(form.model(), false, renamed);
    } catch (ProblemException e) {
      Require.that(e.problem().kind().clientAtFault(), () -> "not the client's fault: " + e);
      return new Seen(Optional.empty(), true, "");
    }
  }

  private static void renamed(String type, Seen whole, byte[] form) {
    String before = new String(form, StandardCharsets.ISO_8859_1);
    if (whole.model().isEmpty()) {
      Require.same(before, whole.renamed(), "a form without a model");
      return;
    }
    byte[] after = whole.renamed().getBytes(StandardCharsets.ISO_8859_1);
    Seen again = seen(type, List.of(after));
    Require.same(Optional.of("another-model"), again.model(), "the model after it was renamed");
  }
}
