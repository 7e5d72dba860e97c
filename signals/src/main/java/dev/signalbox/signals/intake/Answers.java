package dev.signalbox.signals.intake;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Knows which answers there were; blocks. Of what is still under way it knows nothing. */
public interface Answers {
  /** By the ids of their decisions. */
  Map<String, Answer> ofDecisions(Collection<String> ids);

  /** By the ids that clients know their requests by, the newest first, a few of each. */
  Map<String, List<Answer>> ofRequests(Collection<String> ids);

  /** The last ones of conversations, one for each key that has one of that id, the newest first. */
  Map<String, List<Answer>> ofSessions(Collection<String> ids);
}
