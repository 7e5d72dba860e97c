package dev.signalbox.gateway.wire.anthropic;

import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Role;
import dev.signalbox.gateway.wire.model.Turn;
import java.util.List;
import java.util.Locale;

/**
 * Decides whether instructions in the middle of a conversation may keep the role {@code system}.
 * They may on Anthropic's own API from Claude 4.8 on, directly behind the user's message or the
 * results of server tools and before an answer or the end (<a
 * href="https://platform.claude.com/docs/en/build-with-claude/mid-conversation-system-messages">
 * Mid-conversation system messages</a>, read 2026-11). The version is taken from the model's name:
 * {@code claude-opus-4-8}; names of other shapes, such as those of Bedrock and Vertex AI, count as
 * older.
 *
 * @param supported whether the model takes the role at all
 */
record MidSystem(boolean supported) {
  private static final int MAJOR = 4;
  private static final int MINOR = 8;
  private static final int LONGEST_VERSION = 2;

  /** The rule for the model a provider calls {@code model}. */
  static MidSystem of(String model) {
    String name = model.toLowerCase(Locale.ROOT);
    if (!name.startsWith("claude-") || name.indexOf('@') >= 0) {
      return new MidSystem(false);
    }
    int major = -1;
    for (String token : name.split("-", -1)) {
      if (!isVersion(token)) {
        if (major >= 0) {
          break;
        }
      } else if (major < 0) {
        major = Integer.parseInt(token);
      } else {
        int minor = Integer.parseInt(token);
        return new MidSystem(major > MAJOR || (major == MAJOR && minor >= MINOR));
      }
    }
    return new MidSystem(major > MAJOR);
  }

  /** Whether {@code token} is a version number; longer ones are dates. */
  private static boolean isVersion(String token) {
    return !token.isEmpty()
        && token.length() <= LONGEST_VERSION
        && token.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /** Whether the instruction {@code turns[index]} keeps its role. */
  boolean staysInPlace(List<Turn> turns, int index) {
    if (!supported) {
      return false;
    }
    int before = index - 1;
    while (before >= 0 && turns.get(before).isInstruction()) {
      before--;
    }
    int after = index + 1;
    while (after < turns.size() && turns.get(after).isInstruction()) {
      after++;
    }
    return before >= 0
        && mayPrecede(turns.get(before))
        && (after == turns.size() || turns.get(after).role() == Role.ASSISTANT);
  }

  private static boolean mayPrecede(Turn turn) {
    return turn.role() == Role.USER
        || (!turn.parts().isEmpty() && turn.parts().getLast() instanceof Part.Opaque);
  }
}
