package dev.signalbox.gateway.migrate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.signalbox.gateway.config.TomlText;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One model name of LiteLLM with its deployments. They share the requests by {@code weight}, or
 * else by {@code rpm} or {@code tpm}, or else evenly; those with a higher {@code order} come in
 * after them.
 */
final class LiteLlmAlias {
  private static final BigDecimal MOST_WEIGHT = BigDecimal.valueOf(10_000);
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
  private static final List<String> SHARES = List.of("weight", "rpm", "tpm");

  private final String name;
  private final List<Member> members = new ArrayList<>();

  private record Member(LiteLlmDeployment deployment, String reference, long order) {}

  LiteLlmAlias(String name) {
    this.name = name;
  }

  void add(LiteLlmDeployment deployment, String reference) {
    members.add(new Member(deployment, reference, deployment.whole("order").orElse(0L)));
  }

  /** The same under another name. */
  LiteLlmAlias named(String other) {
    LiteLlmAlias alias = new LiteLlmAlias(other);
    alias.members.addAll(members);
    return alias;
  }

  private List<Member> ordered() {
    return members.stream().sorted(Comparator.comparingLong(Member::order)).toList();
  }

  /** What serves it, in order, each once. */
  List<String> references() {
    return ordered().stream().map(Member::reference).distinct().toList();
  }

  void write(Draft draft) {
    Value[] sources =
        members.stream().map(member -> member.deployment().entry()).toArray(Value[]::new);
    draft
        .add(Part.MODELS, "[models." + TomlText.quoted(name) + "]")
        .from(sources)
        .put("targets", targets());
  }

  private ArrayNode targets() {
    List<Member> ordered = ordered();
    long first = ordered.getFirst().order();
    List<Member> sharing = ordered.stream().filter(member -> member.order() == first).toList();
    Map<String, BigDecimal> shares = shares(sharing);
    ArrayNode targets = Json.list();
    if (shares.size() == 1) {
      shares.keySet().forEach(targets::add);
    } else {
      Map<String, Long> weights = weights(shares);
      weights.forEach(
          (reference, weight) ->
              targets.addObject().put("model", reference).put("weight", weight.longValue()));
    }
    references().stream().filter(each -> !shares.containsKey(each)).forEach(targets::add);
    return targets;
  }

  private static Map<String, BigDecimal> shares(List<Member> sharing) {
    Optional<String> key =
        SHARES.stream()
            .filter(
                each ->
                    sharing.stream()
                        .anyMatch(member -> member.deployment().param(each).isPresent()))
            .findFirst();
    Map<String, BigDecimal> shares = new LinkedHashMap<>();
    for (Member member : sharing) {
      BigDecimal share =
          key.flatMap(each -> member.deployment().param(each))
              .map(Value::number)
              .orElse(key.isPresent() ? BigDecimal.ZERO : BigDecimal.ONE);
      shares.merge(member.reference(), share, BigDecimal::add);
    }
    return shares;
  }

  /** Shares as whole numbers of the size that ours may have, at least 1. */
  private static Map<String, Long> weights(Map<String, BigDecimal> shares) {
    BigDecimal most = shares.values().stream().reduce(BigDecimal.ONE, BigDecimal::max);
    boolean fractions =
        shares.values().stream().anyMatch(share -> share.stripTrailingZeros().scale() > 0);
    BigDecimal factor = fractions ? HUNDRED : BigDecimal.ONE;
    if (most.multiply(factor).compareTo(MOST_WEIGHT) > 0) {
      factor = MOST_WEIGHT.divide(most, 20, RoundingMode.HALF_UP);
    }
    Map<String, Long> weights = new LinkedHashMap<>();
    for (Map.Entry<String, BigDecimal> share : shares.entrySet()) {
      long weight = share.getValue().multiply(factor).setScale(0, RoundingMode.HALF_UP).longValue();
      weights.put(share.getKey(), Math.max(1, weight));
    }
    return weights;
  }
}
