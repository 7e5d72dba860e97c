package dev.signalbox.engine.state;

import dev.signalbox.engine.catalog.Capability;
import dev.signalbox.engine.catalog.ModelCard;
import dev.signalbox.engine.catalog.Support;
import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.price.PriceSheet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A model at a configured provider.
 *
 * @param card what the catalog knows of the model; empty when it knows nothing
 */
public record Deployment(Target target, ProviderFacts provider, Optional<ModelCard> card) {
  /** Whether it can do {@code capability}. */
  public Support supports(Capability capability) {
    return card.isPresent() ? card.get().supports(capability) : Support.UNKNOWN;
  }

  /** Its prices. */
  public PriceSheet price() {
    return card.isPresent() ? card.get().price() : PriceSheet.UNKNOWN;
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
  public String toString() {
    return target.toString();
  }
}
