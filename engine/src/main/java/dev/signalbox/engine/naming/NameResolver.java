package dev.signalbox.engine.naming;

import dev.signalbox.engine.catalog.ModelCard;
import dev.signalbox.engine.text.NearMatch;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Resolves a model name in this order: rewrites of the mount and of the gateway; {@code auto} and
 * {@code profile:id}; {@code provider/model}; aliases; catalog ids, names and declared models, on
 * every enabled provider that serves them; prefix rules; the makers' well-known prefixes; the
 * default.
 */
public final class NameResolver {
  /** The name that leaves the choice to the engine. */
  public static final String AUTO = "auto";

  /** What comes before the id of a profile in a name that leaves the choice to the engine. */
  public static final String PROFILE = "profile:";

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
    if (mount.closed()) {
      return within(name, mount);
    }
    return rewritten(name, mount)
        .<Resolution>map(resolution -> resolution)
        .or(() -> open(name))
        .or(() -> named(name, mount, draw))
        .orElseGet(() -> new Resolution.Unknown(name, NearMatch.of(name, table.names())));
  }

  /**
   * {@code name} as one that stands for nothing, with near names that stand for something that is
   * {@code usable}.
   */
  public Resolution.Unknown unknown(String name, MountNames mount, Predicate<Resolution> usable) {
    return new Resolution.Unknown(
        name,
        NearMatch.of(
            name,
            table.names().stream().filter(each -> usable.test(resolve(each, mount, 0))).toList()));
  }

  private static Resolution within(String name, MountNames mount) {
    return mount.rewrites().stream()
        .filter(rewrite -> rewrite.matches(name))
        .findFirst()
        .<Resolution>map(rewrite -> resolved(rewrite, name))
        .orElseGet(
            () ->
                new Resolution.Unknown(
                    name,
                    NearMatch.of(name, mount.rewrites().stream().map(Rewrite::pattern).toList())));
  }

  private static Resolution.Resolved resolved(Rewrite rewrite, String name) {
    return new Resolution.Resolved(List.of(List.of(rewrite.targetOf(name))), rewrite.reportAlias());
  }

  private static Optional<Resolution> open(String name) {
    if (name.equals(AUTO)) {
      return Optional.of(new Resolution.Open(Optional.empty()));
    }
    return name.startsWith(PROFILE)
        ? Optional.of(new Resolution.Open(Optional.of(name.substring(PROFILE.length()))))
        : Optional.empty();
  }

  private Optional<Resolution.Resolved> named(String name, MountNames mount, long draw) {
    return pinned(name, mount)
        .or(() -> aliased(name, mount, draw))
        .or(() -> served(name))
        .or(() -> prefixed(name, mount))
        .or(() -> defaulted(name, mount))
        .map(resolution -> withFallbacks(name, resolution, mount));
  }

  /** With the configured fallbacks of the name behind its own deployments. */
  private Resolution.Resolved withFallbacks(
      String name, Resolution.Resolved resolution, MountNames mount) {
    List<String> fallbacks = table.fallbacks().getOrDefault(name, List.of());
    if (fallbacks.isEmpty()) {
      return resolution;
    }
    List<List<Target>> ranks = new ArrayList<>(resolution.ranks());
    fallbacks.forEach(fallback -> addRank(fallback, mount, ranks));
    return new Resolution.Resolved(ranks, resolution.reportAlias());
  }

  /** Adds a rank with the deployments of {@code name} that have none yet. */
  private void addRank(String name, MountNames mount, List<List<Target>> ranks) {
    Set<Target> earlier = new HashSet<>();
    ranks.forEach(earlier::addAll);
    List<Target> rank =
        pinned(name, mount)
            .or(() -> served(name))
            .or(() -> prefixed(name, mount))
            .map(Resolution.Resolved::targets)
            .orElse(List.of())
            .stream()
            .filter(target -> !earlier.contains(target))
            .toList();
    if (!rank.isEmpty()) {
      ranks.add(rank);
    }
  }

  private Optional<Resolution.Resolved> rewritten(String name, MountNames mount) {
    if (mount.rewrites().isEmpty() && table.gateway().rewrites().isEmpty()) {
      return Optional.empty();
    }
    return Stream.concat(mount.rewrites().stream(), table.gateway().rewrites().stream())
        .filter(rewrite -> rewrite.matches(name))
        .findFirst()
        .map(rewrite -> resolved(rewrite, name));
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
    List<List<Target>> ranks = new ArrayList<>();
    for (WeightedTarget target : drawn(targets, draw)) {
      addRank(target.name(), mount, ranks);
    }
    return ranks.isEmpty() ? Optional.empty() : Optional.of(new Resolution.Resolved(ranks, false));
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
    return table.makers().entrySet().stream()
        .filter(maker -> name.startsWith(maker.getKey()))
        .findFirst()
        .map(
            maker ->
                table.providers().stream()
                    .filter(provider -> provider.maker().equals(maker.getValue()))
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
    return new Resolution.Resolved(List.of(targets), false);
  }
}
