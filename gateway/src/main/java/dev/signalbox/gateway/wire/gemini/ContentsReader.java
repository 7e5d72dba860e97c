package dev.signalbox.gateway.wire.gemini;

import dev.signalbox.gateway.wire.codec.SignatureSeal;
import dev.signalbox.gateway.wire.json.Fields;
import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.Role;
import dev.signalbox.gateway.wire.model.Signature;
import dev.signalbox.gateway.wire.model.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code systemInstruction} and {@code contents}. Used for one request. */
final class ContentsReader {
  private final PartReader reader;

  ContentsReader(SignatureSeal seal) {
    this.reader = new PartReader(new RequestHistory(seal));
  }

  List<Turn> read(Fields body) {
    List<Turn> turns = new ArrayList<>();
    systemInstruction(body).ifPresent(turns::add);
    for (Fields content : Names.list(body, "contents")) {
      Role role = role(content);
      List<Part> parts = parts(content);
      turns.add(
          new Turn(role, Optional.empty(), parts, Extras.of(Protocol.GEMINI, content.rest())));
    }
    return turns;
  }

  /** The instruction as a content of any role, or as plain text. */
  private Optional<Turn> systemInstruction(Fields body) {
    if (body.any("systemInstruction").filter(value -> value.isTextual()).isPresent()) {
      String text = body.requiredText("systemInstruction");
      return Optional.of(Turn.of(Role.SYSTEM, List.of(Part.Text.of(text))));
    }
    return Names.fields(body, "systemInstruction")
        .flatMap(
            content -> {
              content.skip("role");
              List<Part> parts = parts(content);
              Extras extras = Extras.of(Protocol.GEMINI, content.rest());
              return parts.isEmpty() && extras.isEmpty()
                  ? Optional.empty()
                  : Optional.of(new Turn(Role.SYSTEM, Optional.empty(), parts, extras));
            });
  }

  private static Role role(Fields content) {
    String role = content.text("role").orElse("user");
    return switch (role) {
      case "user", "function", "" -> Role.USER;
      case "model" -> Role.ASSISTANT;
      default -> throw content.problem("role", "must be `user` or `model`");
    };
  }

  private List<Part> parts(Fields content) {
    List<Part> parts = new ArrayList<>();
    for (Fields part : Names.list(content, "parts")) {
      reader.read(part).ifPresent(read -> add(read, parts));
    }
    return parts;
  }

  /**
   * Adds a part; another provider's signature, which came after its reasoning in a part of its own,
   * joins the reasoning again.
   */
  private static void add(Part part, List<Part> parts) {
    if (part instanceof Part.Reasoning(String text, Optional<Signature> signature, Extras _)
        && text.isEmpty()
        && signature.filter(ContentsReader::belongsToReasoningBefore).isPresent()
        && !parts.isEmpty()
        && parts.getLast() instanceof Part.Reasoning before
        && before.signature().isEmpty()) {
      parts.set(parts.size() - 1, new Part.Reasoning(before.text(), signature, before.extras()));
    } else {
      parts.add(part);
    }
  }

  private static boolean belongsToReasoningBefore(Signature signature) {
    return !Signatures.isOwn(signature) && signature.kind() != Signature.Kind.REDACTED;
  }
}
