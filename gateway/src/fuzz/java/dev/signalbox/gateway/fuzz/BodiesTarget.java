package dev.signalbox.gateway.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.pipeline.relay.RewritingTransform.Rewrite;
import dev.signalbox.gateway.wire.json.BodyScan;
import dev.signalbox.gateway.wire.json.Outline;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.needs.RequestNeeds;
import dev.signalbox.gateway.wire.needs.SpokenText;
import dev.signalbox.gateway.wire.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * The readers of bodies that pass through: what they see of the bytes is what a parser of the whole
 * sees, and a body with one value replaced is otherwise the same. Choice: bytes as they are, or a
 * document.
 */
final class BodiesTarget implements Target {
  private static final Set<String> BULK = Set.of("message", "content", "output", "logprobs");
  private static final byte[] NEW_MODEL = "\"model-of-ours\"".getBytes(StandardCharsets.UTF_8);

  @Override
  public void accept(byte[] input) {
    Input in = new Input(input);
    byte[] body = in.below(2) == 0 ? in.rest() : StrictJson.toBytes(Trees.object(in));
    Optional<BodyScan> scan = scan(body);
    Optional<ObjectNode> tree = tree(body);
    // a number that no parser can hold is passed on by its bytes
    Require.that(
        scan.isPresent() || tree.isEmpty(), () -> "the scan refuses what the parser takes");
    scan.ifPresent(found -> tree.ifPresent(whole -> compare(body, found, whole)));
    outline(body);
    rename(body);
  }

  private static Optional<BodyScan> scan(byte[] body) {
    try {
      return Optional.of(BodyScan.of(body));
    } catch (ProblemException e) {
      return Optional.empty();
    }
  }

  private static Optional<ObjectNode> tree(byte[] body) {
    try {
      return Optional.of(StrictJson.parseObject(body));
    } catch (ProblemException e) {
      return Optional.empty();
    }
  }

  private static void compare(byte[] body, BodyScan scan, ObjectNode tree) {
    tree.properties()
        .forEach(
            field -> {
              String name = field.getKey();
              JsonNode value = field.getValue();
              Require.that(scan.has(name), () -> "no field " + name);
              Require.same(value.isNull(), scan.isNull(name), "null");
              if (value.isTextual()) {
                Require.same(Optional.of(value.textValue()), scan.text(name), "a text");
              }
              if (!value.isNull()) {
                JsonNode alone = StrictJson.parse(scan.value(name).orElseThrow());
                Require.same(value, alone, "a value alone");
              }
            });
    RequestNeeds needs = RequestNeeds.of(body);
    Require.that(needs.inputTokens() >= 1, () -> "tokens: " + needs.inputTokens());
    SpokenText.of(body);
    ObjectNode expected = tree.deepCopy();
    expected.put("model", "model-of-ours");
    BodyScan changed = scan.with("model", NEW_MODEL);
    Require.same(expected, StrictJson.parseObject(changed.bytes()), "a body for another model");
  }

  private static void outline(byte[] body) {
    Optional<JsonNode> outline = Outline.of(body, BULK);
    Optional<JsonNode> whole = StrictJson.tryParse(body);
    Require.that(
        outline.isPresent() || whole.isEmpty(), () -> "no outline of what the parser takes");
    Require.same(
        whole.map(tree -> tree.path("model")),
        whole.flatMap(_ -> outline).map(tree -> tree.path("model")),
        "the model in the outline");
  }

  private static void rename(byte[] body) {
    Rewrite rewrite = Rewrite.ofBody("model-of-ours", 1 << 20);
    byte[] early = rewrite.bytes().apply(body);
    Require.that(early.length == 0, () -> "a body goes out before it is whole");
    byte[] renamed = rewrite.end().apply(true);
    Optional<JsonNode> before = StrictJson.tryParse(body);
    Require.that(
        before.isPresent() || Arrays.equals(body, renamed), () -> "bytes that are no JSON changed");
    Require.that(
        before.isEmpty() || StrictJson.tryParse(renamed).isPresent(),
        () -> "no JSON any more: " + new String(renamed, StandardCharsets.UTF_8));
  }
}
