package dev.signalbox.engine.naming;

import dev.signalbox.engine.catalog.ModelCard;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Resolves a model name in this order: rewrites of the mount and of the gateway; {@code
 * provider/model}; aliases; catalog ids, names and declared models, on every enabled provider that
 * serves them; prefix rules; the makers' well-known prefixes; the default.
 */
public final class NameResolver {
  private static final List<PrefixRule> MAKER_PREFIXES =
      List.of(
          new PrefixRule("claude-", "anthropic"),
          new PrefixRule("gemini-", "google"),
          new PrefixRule("gpt-", "openai"),
          new PrefixRule("chatgpt-", "openai"),
          new PrefixRule("o1", "openai"),
          new PrefixRule("o3", "openai"),
          new PrefixRule("o4", "openai"),
          new PrefixRule("text-embedding-", "openai"),
          new PrefixRule("text-moderation-", "openai"),
          new PrefixRule("omni-moderation-", "openai"),
          new PrefixRule("dall-e-", "openai"),
          new PrefixRule("whisper-", "openai"),
          new PrefixRule("tts-", "openai"));

  private final NameTable table;

  /** A resolver over {@code table}. */
  public NameResolver(NameTable table) {
    this.table = table;
  }

  /**
   * What {@code name} stands for.
   *
   * @param mount naming rules of the mount the request came through
   * @param draw decides between weighted targets: the same number gives the same one; any value
   */
  public Resolution resolve(String name, MountNames mount, long draw) {
    return rewritten(name, mount)
        .or(() -> pinned(name, mount))
        .or(() -> aliased(name, mount, draw))
        .or(() -> served(name))
        .or(() -> prefixed(name, mount))
        .or(() -> defaulted(name, mount))
        .<Resolution>map(resolution -> resolution)
        .orElseGet(() -> new Resolution.Unknown(name, NearMatch.of(name, table.names())));
  }

  private Optional<Resolution.Resolved> rewritten(String name, MountNames mount) {
    List<Rewrite> all = new ArrayList<>(mount.rewrites());
    all.addAll(table.gateway().rewrites());
    return all.stream()
        .filter(rewrite -> rewrite.matches(name))
        .findFirst()
        .map(
            rewrite ->
                new Resolution.Resolved(List.of(rewrite.targetOf(name)), rewrite.reportAlias()));
  }

  private Optional<Resolution.Resolved> pinned(String name, MountNames mount) {
    int slash = name.indexOf('/');
    if (slash <= 0 || slash == name.length() - 1) {
      return Optional.empty();
    }
    String first = name.substring(0, slash);
    String provider = mount.prefixProviders().getOrDefault(first, first);
    return table
        .provider(provider)
        .map(found -> resolved(List.of(new Target(found.id(), name.substring(slash + 1)))));
  }

  private Optional<Resolution.Resolved> aliased(String name, MountNames mount, long draw) {
    List<WeightedTarget> targets = table.aliases().get(name);
    if (targets == null) {
      return Optional.empty();
    }
    Set<Target> found = new LinkedHashSet<>();
    for (WeightedTarget target : drawn(targets, draw)) {
      pinned(target.name(), mount)
          .or(() -> served(target.name()))
          .or(() -> prefixed(target.name(), mount))
          .ifPresent(resolution -> found.addAll(resolution.targets()));
    }
    return found.isEmpty() ? Optional.empty() : Optional.of(resolved(List.copyOf(found)));
  }

  /** {@code targets} with the one that the draw falls on first; the others keep their order. */
  private static List<WeightedTarget> drawn(List<WeightedTarget> targets, long draw) {
    long total = targets.stream().mapToLong(WeightedTarget::weight).sum();
    if (total == 0) {
      return targets;
    }
    long place = Math.floorMod(draw, total);
    List<WeightedTarget> ordered = new ArrayList<>(targets);
    for (WeightedTarget target : targets) {
      place -= target.weight();
      if (place < 0) {
        ordered.remove(target);
        ordered.addFirst(target);
        break;
      }
    }
    return ordered;
  }

  private Optional<Resolution.Resolved> served(String name) {
    Optional<ModelCard> byId = table.catalog().byId(name);
    String upstream = byId.map(ModelCard::upstreamId).orElse(name);
    Set<String> makers = new LinkedHashSet<>();
    byId.ifPresentOrElse(
        card -> makers.add(card.maker()),
        () -> table.catalog().named(name).forEach(card -> makers.add(card.maker())));
    List<Target> targets = new ArrayList<>();
    for (ProviderNames provider : table.providers()) {
      boolean serves =
          provider.models().isEmpty()
              ? makers.contains(provider.maker())
              : provider.models().contains(name) || provider.models().contains(upstream);
      if (serves) {
        targets.add(new Target(provider.id(), provider.models().contains(name) ? name : upstream));
      }
    }
    return targets.isEmpty() ? Optional.empty() : Optional.of(resolved(targets));
  }

  private Optional<Resolution.Resolved> prefixed(String name, MountNames mount) {
    Optional<Resolution.Resolved> configured =
        Stream.concat(mount.prefixes().stream(), table.gateway().prefixes().stream())
            .filter(rule -> name.startsWith(rule.prefix()))
            .findFirst()
            .filter(rule -> table.provider(rule.provider()).isPresent())
            .map(rule -> resolved(List.of(new Target(rule.provider(), name))));
    return configured.or(() -> madeBy(name));
  }

  private Optional<Resolution.Resolved> madeBy(String name) {
    return MAKER_PREFIXES.stream()
        .filter(rule -> name.startsWith(rule.prefix()))
        .findFirst()
        .map(
            rule ->
                table.providers().stream()
                    .filter(provider -> provider.maker().equals(rule.provider()))
                    .filter(provider -> provider.models().isEmpty())
                    .map(provider -> new Target(provider.id(), name))
                    .toList())
        .filter(targets -> !targets.isEmpty())
        .map(NameResolver::resolved);
  }

  private Optional<Resolution.Resolved> defaulted(String name, MountNames mount) {
    return mount
        .fallback()
        .or(() -> table.gateway().fallback())
        .flatMap(
            fallback ->
                fallback.indexOf('/') > 0
                    ? pinned(fallback, MountNames.NONE)
                    : table
                        .provider(fallback)
                        .map(provider -> resolved(List.of(new Target(provider.id(), name)))));
  }

  private static Resolution.Resolved resolved(List<Target> targets) {
    return new Resolution.Resolved(targets, false);
  }
}
