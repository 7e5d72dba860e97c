package dev.signalbox.gateway.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.guard.Action;
import dev.signalbox.gateway.guard.AnswerGuard;
import dev.signalbox.gateway.guard.Guard;
import dev.signalbox.gateway.guard.GuardPolicy;
import dev.signalbox.gateway.guard.GuardSettings;
import dev.signalbox.gateway.guard.Guarded;
import dev.signalbox.gateway.guard.StandInKey;
import dev.signalbox.gateway.guard.Subject;
import dev.signalbox.gateway.guard.scan.Category;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.problem.ProblemException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The guard: what it takes out of a prompt it puts back, and changes nothing else; answers are the
 * same wherever they are cut, and the very bytes that came where nothing was found. Choices:
 * prompt, answer or stream; cut; document or bytes.
 */
final class GuardTarget implements Target {
  private static final String JSON = "application/json";
  private static final String EVENTS = "text/event-stream";
  private static final Subject SUBJECT = new Subject("key", "", "", "");

  private static final Map<String, String> VALUES =
      Map.of("[EMAIL_ABCDEFGH]", "jo \"x\" \\ é", "[IBAN_ABCDEFGH]", "DE00\n");

  private final Guard guard =
      new Guard(
          new GuardSettings(
              new GuardPolicy(
                  true,
                  Map.of(
                      Category.CREDENTIAL, Action.REDACT,
                      Category.PII, Action.REDACT,
                      Category.OWN, Action.LOG),
                  Map.of(),
                  true,
                  true),
              List.of(),
              List.of(),
              List.of(),
              new StandInKey(new byte[32]),
              List.of()));

  @Override
  public void accept(byte[] input) {
    Input in = new Input(input);
    int what = in.below(3);
    int pattern = in.below(8);
    byte[] bytes = in.below(2) == 1 ? StrictJson.toBytes(Trees.object(in)) : in.rest();
    if (what == 0) {
      prompt(bytes);
    } else {
      answer(bytes, what == 1 ? JSON : EVENTS, pattern);
    }
  }

  private void prompt(byte[] body) {
    Guarded guarded;
    try {
      guarded = guard.prompt(body, SUBJECT);
    } catch (ProblemException e) {
      Require.that(e.problem().kind().clientAtFault(), () -> "not the client's fault: " + e);
      return;
    }
    Optional<JsonNode> before = StrictJson.tryParse(body);
    if (guarded.receipts().isEmpty()) {
      Require.that(Arrays.equals(body, guarded.body()), () -> "changed, and nothing was found");
    } else if (before.isPresent() && !namesAny(before.get(), guarded)) {
      AnswerGuard back =
          guard.answers(SUBJECT, guarded.restored()).orElseThrow(IllegalStateException::new);
      byte[] restored = back.restored(guarded.body(), JSON);
      Require.same(before, StrictJson.tryParse(restored), "what is put back");
    }
  }

  /** Whoever writes the name of a stand-in gets what it stands for. */
  private static boolean namesAny(JsonNode body, Guarded guarded) {
    String text = body.toString();
    return guarded.restored().keySet().stream().anyMatch(text::contains);
  }

  private void answer(byte[] body, String type, int pattern) {
    Seen whole = seen(List.of(body), type);
    Seen cut = seen(Input.cut(body, pattern), type);
    Require.same(whole, cut, "a cut changes what becomes of an answer");
    if (whole.found() == 0) {
      Require.same(latin(body), whole.inspected(), "an answer in which nothing was found");
    }
  }

  private record Seen(String inspected, String restored, int found) {}

  private Seen seen(List<byte[]> pieces, String type) {
    AnswerGuard answers = guard.answers(SUBJECT, VALUES).orElseThrow(IllegalStateException::new);
    ByteArrayOutputStream inspected = new ByteArrayOutputStream();
    ByteArrayOutputStream restored = new ByteArrayOutputStream();
    for (byte[] piece : pieces) {
      inspected.writeBytes(answers.inspectedChunk(piece, type));
      restored.writeBytes(answers.restoredChunk(piece, type));
    }
    inspected.writeBytes(answers.inspectedEnd());
    restored.writeBytes(answers.restoredEnd());
    return new Seen(
        latin(inspected.toByteArray()), latin(restored.toByteArray()), answers.receipts().size());
  }

  private static String latin(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
