package dev.signalbox.portal.live;

import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened. Its text is made when the first viewer takes it, and not at all where
 * none does; guarded by its monitor.
 */
final class LiveEvent {
  private final long number;
  private final Topic topic;
  private final String owner;
  private final Supplier<byte[]> made;
  private byte @Nullable [] frame;

  /**
   * An event.
   *
   * @param number one more than that of the event before
   * @param owner whose it is; empty text for nobody's
   * @param made gives its {@link #frame(String, String, String)}; asked at most once
   */
  LiveEvent(long number, Topic topic, String owner, Supplier<byte[]> made) {
    this.number = number;
    this.topic = topic;
    this.owner = owner;
    this.made = made;
  }

  long number() {
    return number;
  }

  Topic topic() {
    return topic;
  }

  String owner() {
    return owner;
  }

  /** As it is sent; not to be changed. */
  synchronized byte[] frame() {
    if (frame == null) {
      frame = made.get();
    }
    return frame;
  }

  /** <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">An event</a>. */
  static byte[] frame(String event, String id, String json) {
    return "id: %s\nevent: %s\ndata: %s\n\n"
        .formatted(id, event, json)
        .getBytes(StandardCharsets.UTF_8);
  }
}
