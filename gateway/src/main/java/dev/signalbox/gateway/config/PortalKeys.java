package dev.signalbox.gateway.config;

import dev.signalbox.gateway.config.schema.Key;
import dev.signalbox.gateway.config.schema.Kinds;
import dev.signalbox.gateway.config.schema.Section;
import java.util.List;

/** The keys of {@code [portal]}. */
final class PortalKeys {
  static final Key<Boolean> ENABLED =
      Key.of("enabled", Kinds.flag(), true, "serve the pages at `/`; the API is there either way");

  static final Section<PortalConfig> SECTION =
      Section.of(List.of(ENABLED), values -> new PortalConfig(values.get(ENABLED)));

  private PortalKeys() {}
}
