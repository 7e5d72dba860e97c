package dev.signalbox.gateway.fuzz;

import dev.signalbox.gateway.http.HeadsTarget;
import dev.signalbox.gateway.http.UploadTarget;
import dev.signalbox.gateway.provider.PackedTarget;
import dev.signalbox.gateway.wire.cross.AnswersTarget;
import dev.signalbox.gateway.wire.cross.RequestsTarget;
import dev.signalbox.gateway.wire.cross.StreamsTarget;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Supplier;

/** All targets by name, which is also that of their folder in the corpus. */
final class Targets {
  private static final Map<String, Supplier<Target>> ALL = all();

  private Targets() {}

  private static Map<String, Supplier<Target>> all() {
    SequencedMap<String, Supplier<Target>> all = new LinkedHashMap<>();
    all.put("events", EventsTarget::new);
    all.put("frames", FramesTarget::new);
    all.put("bodies", BodiesTarget::new);
    all.put("requests", RequestsTarget::new);
    all.put("answers", AnswersTarget::new);
    all.put("streams", StreamsTarget::new);
    all.put("packed", PackedTarget::new);
    all.put("config", ConfigTarget::new);
    all.put("scanner", ScannerTarget::new);
    all.put("guard", GuardTarget::new);
    all.put("sql", SqlTarget::new);
    all.put("heads", HeadsTarget::new);
    all.put("upload", UploadTarget::new);
    return all;
  }

  static Set<String> names() {
    return ALL.keySet();
  }

  static Target byName(String name) {
    Supplier<Target> made = ALL.get(name);
    if (made == null) {
      throw new IllegalArgumentException(
          "there is no target %s; there are %s".formatted(name, String.join(", ", ALL.keySet())));
    }
    return made.get();
  }
}
