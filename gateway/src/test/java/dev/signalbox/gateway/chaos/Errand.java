package dev.signalbox.gateway.chaos;

import dev.signalbox.gateway.e2e.ClientApi;
import java.util.List;

/**
 * One request of a run, all of it drawn before.
 *
 * @param number its number in the run
 * @param wish what it asks for
 * @param flaw what is wrong with it
 * @param way how its client behaves
 * @param keepAlive whether its connection is used again
 * @param deeds what providers do, call by call; the last one again and again
 */
record Errand(
    int number, Wish wish, Flaw flaw, ClientWay way, boolean keepAlive, List<Deed> deeds) {
  /** Begins what stands in the prompt and in answers, with the number after it. */
  static final String MARK = "errand-";

  /**
   * What is asked for.
   *
   * @param usage whether a Chat stream is asked for its usage
   * @param failover whether another provider may be called
   */
  record Wish(
      ClientApi api,
      String model,
      boolean stream,
      boolean tools,
      boolean usage,
      String profile,
      String project,
      String source,
      boolean failover) {}

  /** What is wrong with a request. */
  enum Flaw {
    NONE,
    WRONG_KEY,
    BROKEN_JSON,
    UNKNOWN_MODEL
  }

  Errand {
    deeds = List.copyOf(deeds);
  }

  /** Stands in its prompt and in all that answers it. */
  String mark() {
    return MARK + number + ";";
  }

  /** Its request id. */
  String id() {
    return "chaos-" + number;
  }

  /** What a provider does with its call of this 0-based number. */
  Deed deed(int call) {
    return deeds.get(Math.min(call, deeds.size() - 1));
  }
}
