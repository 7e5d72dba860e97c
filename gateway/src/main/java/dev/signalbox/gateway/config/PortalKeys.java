package dev.signalbox.gateway.config;

import dev.signalbox.gateway.config.schema.Key;
import dev.signalbox.gateway.config.schema.Kinds;
import dev.signalbox.gateway.config.schema.Section;
import java.util.List;

/** The keys of {@code [portal]}. */
final class PortalKeys {
  static final Key<Boolean> ENABLED =
      Key.of("enabled", Kinds.flag(), true, "serve the pages at `/`; the API is there either way");

  static final Key<Integer> LIVE_VIEWERS =
      Key.of(
          "live_viewers",
          Kinds.whole(0, 10_000),
          200,
          "pages that may look on at /v1/live at once; those beyond are refused");

  static final Section<PortalConfig> SECTION =
      Section.of(
          List.of(ENABLED, LIVE_VIEWERS),
          values -> new PortalConfig(values.get(ENABLED), values.get(LIVE_VIEWERS)));

  private PortalKeys() {}
}
