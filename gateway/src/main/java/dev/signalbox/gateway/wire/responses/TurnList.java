package dev.signalbox.gateway.wire.responses;

import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Role;
import dev.signalbox.gateway.wire.model.Signature;
import dev.signalbox.gateway.wire.model.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Turns being folded from items. */
final class TurnList {
  private final List<Turn> closed = new ArrayList<>();
  private final List<Part> open = new ArrayList<>();
  private Role openRole = Role.USER;
  private Extras openExtras = Extras.NONE;
  private boolean hasMessage;

  /** Adds a turn of its own. */
  void add(Turn turn) {
    close();
    closed.add(turn);
  }

  /** Adds what a client gave back to the open turn of outputs. */
  void output(Part part) {
    begin(Role.USER);
    open.add(part);
  }

  /** Adds what the model made beside its message. */
  void assistant(Part part) {
    begin(Role.ASSISTANT);
    open.add(part);
  }

  /** Adds a message of the model. */
  void assistantMessage(List<Part> parts, Extras extras) {
    begin(Role.ASSISTANT);
    if (hasMessage) {
      List<Part> before = takeLeadingReasoning();
      close();
      openRole = Role.ASSISTANT;
      open.addAll(before);
    }
    open.addAll(parts);
    openExtras = extras;
    hasMessage = true;
    if (open.isEmpty()) {
      closed.add(new Turn(Role.ASSISTANT, Optional.empty(), List.of(), extras));
      reset();
    }
  }

  /** Puts a signature on the text before, or on an empty one when there is no unsigned text. */
  void signText(Signature signature) {
    begin(Role.ASSISTANT);
    if (!open.isEmpty() && open.getLast() instanceof Part.Text text && text.signature().isEmpty()) {
      open.set(
          open.size() - 1,
          new Part.Text(
              text.text(),
              text.citations(),
              text.logProbs(),
              Optional.of(signature),
              text.extras()));
    } else {
      open.add(new Part.Text("", List.of(), List.of(), Optional.of(signature), Extras.NONE));
    }
  }

  /** All turns. */
  List<Turn> toList() {
    close();
    return List.copyOf(closed);
  }

  /** The reasoning at the end of the open turn, which belongs to what follows it. */
  private List<Part> takeLeadingReasoning() {
    int from = open.size();
    while (from > 0 && open.get(from - 1) instanceof Part.Reasoning) {
      from--;
    }
    List<Part> tail = open.subList(from, open.size());
    List<Part> taken = List.copyOf(tail);
    tail.clear();
    return taken;
  }

  private void begin(Role role) {
    if (openRole != role) {
      close();
      openRole = role;
    }
  }

  private void close() {
    if (!open.isEmpty()) {
      closed.add(new Turn(openRole, Optional.empty(), open, openExtras));
    }
    reset();
  }

  private void reset() {
    open.clear();
    openExtras = Extras.NONE;
    hasMessage = false;
  }
}
