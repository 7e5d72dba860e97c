package dev.signalbox.engine.state;

import dev.signalbox.engine.catalog.Capability;
import dev.signalbox.engine.catalog.Lifecycle;
import dev.signalbox.engine.catalog.Limits;
import dev.signalbox.engine.catalog.ModelCard;
import dev.signalbox.engine.catalog.ParameterRules;
import dev.signalbox.engine.catalog.Support;
import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.price.PriceSheet;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A model at a configured provider. What every decision asks of every deployment is kept beside the
 * card, in one place: a decision among hundreds takes as long as it waits for memory.
 */
public final class Deployment {
  private final Target target;
  private final ProviderFacts provider;
  private final Optional<ModelCard> card;

  private final PriceSheet price;
  private final ParameterRules parameters;

  private final Set<Capability> can;
  private final Set<Capability> cannot;
  private final long mostInputTokens;
  private final long mostOutputTokens;
  private final long contextTokens;

  private final long endDay;

  /** Whether it answers with text, as far as is known. */
  private final boolean chats;

  /**
   * A deployment.
   *
   * @param card what the catalog knows of the model; empty when it knows nothing
   */
  public Deployment(Target target, ProviderFacts provider, Optional<ModelCard> card) {
    this.target = target;
    this.provider = provider;
    this.card = card;
    this.price = card.map(ModelCard::price).orElse(PriceSheet.UNKNOWN);
    this.parameters = card.map(ModelCard::parameters).orElse(ParameterRules.UNKNOWN);
    this.can = capabilities(Support.YES);
    this.cannot = capabilities(Support.NO);
    Limits limits = card.map(ModelCard::limits).orElse(Limits.UNKNOWN);
    this.mostInputTokens = most(limits.maxInputTokens());
    this.mostOutputTokens = most(limits.maxOutputTokens());
    this.contextTokens = most(limits.contextTokens());
    this.chats = card.map(known -> known.kind() == ModelCard.Kind.CHAT).orElse(true);
    this.endDay = card.map(ModelCard::lifecycle).orElse(Lifecycle.ACTIVE).endDay();
  }

  private Set<Capability> capabilities(Support support) {
    Set<Capability> capabilities = EnumSet.noneOf(Capability.class);
    card.map(ModelCard::capabilities)
        .orElse(Map.of())
        .forEach(
            (capability, known) -> {
              if (known == support) {
                capabilities.add(capability);
              }
            });
    return capabilities;
  }

  private static long most(OptionalInt limit) {
    return limit.isPresent() ? limit.getAsInt() : Long.MAX_VALUE;
  }

  public Target target() {
    return target;
  }

  public ProviderFacts provider() {
    return provider;
  }

  /** What the catalog knows of the model; empty when it knows nothing. */
  public Optional<ModelCard> card() {
    return card;
  }

  /** Whether it can do {@code capability}. */
  public Support supports(Capability capability) {
    if (can.contains(capability)) {
      return Support.YES;
    }
    return cannot.contains(capability) ? Support.NO : Support.UNKNOWN;
  }

  /** Its prices. */
  public PriceSheet price() {
    return price;
  }

  /** Which parameters of requests it takes. */
  public ParameterRules parameters() {
    return parameters;
  }

  /** The longest prompt it reads, in tokens; the largest long when that is not known. */
  public long mostInputTokens() {
    return mostInputTokens;
  }

  /** The longest answer it writes, in tokens; the largest long when that is not known. */
  public long mostOutputTokens() {
    return mostOutputTokens;
  }

  /** How much prompt and answer it holds, in tokens; the largest long when that is not known. */
  public long contextTokens() {
    return contextTokens;
  }

  /**
   * Whether it is a model that answers with text, and neither deprecated nor retired, as far as is
   * known, on the day {@code epochDay}.
   */
  public boolean isInServiceOn(long epochDay) {
    return chats && epochDay < endDay;
  }

  /** Its family, when the card says one. */
  public Optional<String> family() {
    return card.flatMap(ModelCard::family);
  }

  /** Where it processes prompts: what the provider says, else the card; empty is not known. */
  public Set<String> regions() {
    return provider.regions().isEmpty()
        ? card.map(known -> known.governance().regions()).orElse(Set.of())
        : provider.regions();
  }

  /** Whether it is known not to keep prompts. */
  public Support keepsNothing() {
    if (provider.keepsNothing() != Support.UNKNOWN || card.isEmpty()) {
      return provider.keepsNothing();
    }
    OptionalInt days = card.get().governance().retentionDays();
    if (days.isEmpty()) {
      return Support.UNKNOWN;
    }
    return days.getAsInt() == 0 ? Support.YES : Support.NO;
  }

  /** Whether it carries the tag {@code clearance}. */
  public boolean isCleared(String clearance) {
    return provider.clearances().contains(clearance)
        || card.map(known -> known.governance().clearances().contains(clearance)).orElse(false);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Deployment deployment
        && target.equals(deployment.target)
        && provider.equals(deployment.provider)
        && card.equals(deployment.card);
  }

  @Override
  public int hashCode() {
    return Objects.hash(target, provider, card);
  }

  @Override
  public String toString() {
    return target.toString();
  }
}
