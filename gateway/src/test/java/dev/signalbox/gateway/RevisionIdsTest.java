package dev.signalbox.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.engine.policy.Profile;
import dev.signalbox.engine.state.Snapshot;
import dev.signalbox.engine.state.Standing;
import dev.signalbox.gateway.config.ConfigLoader;
import dev.signalbox.gateway.config.GatewayConfig;
import java.lang.reflect.RecordComponent;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * A revision is a digest of texts, and a set without an order of its own is written in another one
 * by every process: nothing that is digested may hold one.
 */
final class RevisionIdsTest {
  private static final String CONFIG =
      """
      [[providers]]
      id = "oa"
      type = "openai"
      api_key = "k"
      regions = ["us", "eu", "local"]
      clearances = ["b", "a", "c"]
      [[providers]]
      id = "ds"
      type = "openai_chat"
      endpoint = "https://api.deepseek.com"
      headers = { b = "1", a = "2", c = "3" }
      [models]
      "m" = { targets = ["oa/gpt-4o"] }
      "l" = { targets = ["oa/gpt-4o"] }
      [profiles.mine]
      requires = ["tools", "vision", "json_schema"]
      regions = ["us", "eu"]
      clearances = ["b", "a"]
      [[rules]]
      name = "r"
      tasks = ["t", "s", "u"]
      projects = ["p", "q"]
      deny = ["oa"]
      [[apps]]
      name = "app"
      path = "/app"
      protocols = ["openai", "anthropic"]
      [key_map.t]
      label = "x"
      provider_keys = { oa = "1", ds = "2" }
      """;

  @Test
  void nothingThatIsDigestedIsWrittenInAnotherOrderByAnotherProcess() {
    GatewayConfig config = new ConfigLoader(Map.of()).parse("t.toml", CONFIG).config();
    Snapshot snapshot =
        Prospect.of(config, LocalDate.EPOCH).snapshot(Map.of(), PolicyWiring.policyOf(config));
    Snapshot.Policy policy = snapshot.policy();
    List<String> unordered = new ArrayList<>();

    walk("config", config, unordered);
    walk("rules", policy.rules(), unordered);
    for (Profile profile : policy.profiles().values()) {
      walk("profile " + profile.id(), profile, unordered);
    }
    for (Standing standing : snapshot.standings()) {
      walk(standing.deployment().toString(), standing.deployment(), unordered);
    }

    assertThat(snapshot.standings()).hasSizeGreaterThan(10);
    assertThat(unordered).isEmpty();
  }

  @Test
  void nodesThatServeTheSameHaveOneRevisionWhereverTheyListen() {
    String first = "[server]\nport = 8930\nhost = \"10.0.0.1\"\n[cluster]\nnode = \"a\"\n";
    String second = "[server]\nport = 9000\nhost = \"10.0.0.2\"\n[cluster]\nnode = \"b\"\n";

    String revision = revisionOf(first + CONFIG);

    assertThat(revisionOf(second + CONFIG)).isEqualTo(revision);
    assertThat(revisionOf(first + "lease_seconds = 7\n" + CONFIG)).isNotEqualTo(revision);
  }

  private static String revisionOf(String toml) {
    return RevisionIds.of(new ConfigLoader(Map.of()).parse("t.toml", toml).config());
  }

  private static void walk(String path, Object value, List<String> unordered) {
    switch (value) {
      case Optional<?> optional -> optional.ifPresent(held -> walk(path, held, unordered));
      case Map<?, ?> map -> {
        note(path, map.size(), isOrdered(map), unordered);
        map.forEach((key, held) -> walk(path + "." + key, held, unordered));
      }
      case Collection<?> all -> {
        note(path, all.size(), all instanceof List || isOrdered(all), unordered);
        all.forEach(held -> walk(path + "[]", held, unordered));
      }
      case Record record -> {
        for (RecordComponent component : record.getClass().getRecordComponents()) {
          walk(path + "." + component.getName(), read(component, record), unordered);
        }
      }
      default -> {}
    }
  }

  private static void note(String path, int size, boolean ordered, List<String> unordered) {
    if (size > 1 && !ordered) {
      unordered.add(path);
    }
  }

  private static boolean isOrdered(Map<?, ?> map) {
    return map instanceof SortedMap
        || map instanceof LinkedHashMap
        || map instanceof EnumMap
        || wraps(map.getClass(), Collections.unmodifiableMap(new TreeMap<>()).getClass());
  }

  private static boolean isOrdered(Collection<?> all) {
    return all instanceof SortedSet
        || all instanceof LinkedHashSet
        || all instanceof EnumSet
        || wraps(all.getClass(), Collections.unmodifiableSet(Set.of()).getClass());
  }

  /** What only shows another collection: those are made of ordered ones here. */
  private static boolean wraps(Class<?> type, Class<?> wrapper) {
    return type.equals(wrapper);
  }

  private static Object read(RecordComponent component, Record record) {
    try {
      var accessor = component.getAccessor();
      accessor.setAccessible(true);
      return accessor.invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }
}
