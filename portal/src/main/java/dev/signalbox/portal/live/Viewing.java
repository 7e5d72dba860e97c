package dev.signalbox.portal.live;

import java.util.Optional;
import java.util.Set;

/**
 * What a viewer is to be told of.
 *
 * @param owner whose requests alone it may see; empty for everybody's
 * @param topics all others stay away, but every viewer gets the tick
 */
public record Viewing(Optional<String> owner, Set<Topic> topics) {
  public Viewing {
    topics = Set.copyOf(topics);
  }

  /** Whether it may see what {@code someone} does. */
  boolean sees(String someone) {
    return owner.isEmpty() || owner.get().equals(someone);
  }

  /** Whether it is to be told of {@code event}. */
  boolean wants(LiveEvent event) {
    return topics.contains(event.topic())
        && (event.topic() != Topic.RECORDS || sees(event.owner()));
  }
}
