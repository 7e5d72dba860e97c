package dev.signalbox.gateway.http;

import dev.signalbox.gateway.fuzz.Input;
import dev.signalbox.gateway.fuzz.Require;
import dev.signalbox.gateway.fuzz.Target;
import dev.signalbox.gateway.wire.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Uploads: the model of a form is found, wherever that is cut, where it says it is, or the form is
 * refused. Choice: cut; then {@code content-type}, a line feed, and the form.
 */
public final class UploadTarget implements Target {
  private record Seen(Optional<FormScan.Place> model, boolean refused) {}

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
      whole.model().ifPresent(place -> stands(place, form));
    }
  }

  private static Seen seen(String type, List<byte[]> pieces) {
    try {
      FormScan scan = new FormScan(type);
      pieces.forEach(scan::accept);
      return new Seen(scan.model(), false);
    } catch (ProblemException e) {
      Require.that(e.problem().kind().clientAtFault(), () -> "not the client's fault: " + e);
      return new Seen(Optional.empty(), true);
    }
  }

  private static void stands(FormScan.Place place, byte[] form) {
    int start = (int) place.start();
    int length = (int) (place.end() - place.start());
    Require.same(
        place.name(), new String(form, start, length, StandardCharsets.UTF_8), "the model");
  }
}
