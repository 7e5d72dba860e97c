package dev.signalbox.gateway.config;

import dev.signalbox.gateway.config.schema.Key;
import dev.signalbox.gateway.config.schema.Kinds;
import dev.signalbox.gateway.config.schema.Section;
import java.time.Duration;
import java.util.List;

/** The keys of {@code [media]}. */
final class MediaKeys {
  static final Key<Boolean> FETCH =
      Key.of(
          "fetch",
          Kinds.flag(),
          true,
          "fetch files that clients give by address when the provider takes no addresses");
  static final Key<Long> MAX_BYTES =
      Key.of(
          "max_bytes",
          Kinds.wholeLong(1, 1L << 30),
          20L << 20,
          "most bytes of all files of one request together");
  static final Key<Duration> TIMEOUT =
      Key.of(
          "timeout_ms",
          Kinds.millis(100, 300_000),
          Duration.ofSeconds(10),
          "longest time for one file");
  static final Key<Integer> MAX_ITEMS =
      Key.of("max_items", Kinds.whole(1, 1_000), 20, "most files of one request");
  static final Key<Boolean> ALLOW_PRIVATE =
      Key.of(
          "allow_private",
          Kinds.flag(),
          false,
          "fetch from addresses of inner networks and this machine too");

  static final Section<MediaConfig> SECTION =
      Section.of(
          List.of(FETCH, MAX_BYTES, TIMEOUT, MAX_ITEMS, ALLOW_PRIVATE),
          values ->
              new MediaConfig(
                  values.get(FETCH),
                  values.get(MAX_BYTES),
                  values.get(TIMEOUT),
                  values.get(MAX_ITEMS),
                  values.get(ALLOW_PRIVATE)));

  private MediaKeys() {}
}
